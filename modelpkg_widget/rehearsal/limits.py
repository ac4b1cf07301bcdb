"""How many records a rehearsal sends, and how long it waits, by default."""

from __future__ import annotations

RECORDS = 100
#: GET /ping has to answer within this time; SageMaker Developer Guide, "Custom Inference Code".
PING_SECONDS = 2.0
#: What a container may take until it answers /ping: the service's default for endpoints.
STARTUP_SECONDS = 480.0
#: A container that listens on another port alone, for so long, is not waited for any longer.
ELSEWHERE_SECONDS = 60.0
#: What one answer of /invocations may take; CreateTransformJob, ModelClientConfig.
INVOCATION_SECONDS = 600.0
