// JSON Schema, as far as modelpkg_widget/schema/from_botocore.py makes use of it.

export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  title?: string;
  description?: string;
  type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | false;
  propertyNames?: Schema;
  items?: Schema;
  enum?: string[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
  maxProperties?: number;
  "x-aws-pattern"?: string;
  "x-aws-type"?: string;
  "x-aws-sensitive"?: boolean;
  "x-aws-idempotency-token"?: boolean;
}
