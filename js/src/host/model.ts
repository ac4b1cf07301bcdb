/** What the form needs of the model that Jupyter, Voila or marimo hands over. */
export interface Model {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes(): void;
  send(content: unknown): void;
  on(event: string, callback: (...given: unknown[]) => void): void;
  off(event?: string | null, callback?: ((...given: unknown[]) => void) | null): void;
}
