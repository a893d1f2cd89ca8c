/**
 * Opens the transaction a query runs in. The settings are local to it, so that a pooler in between cannot mix them
 * up: texts of times and numbers come in one form, whatever the server's own. The last result is the process that serves it.
 */
export const readOnlyTransaction = (timeoutMs: number): string =>
  `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL statement_timeout = ${Math.max(1, Math.ceil(timeoutMs))};
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';
SET LOCAL IntervalStyle = 'postgres';
SET LOCAL bytea_output = 'hex';
SET LOCAL extra_float_digits = 1;
SET LOCAL standard_conforming_strings = on;
SELECT pg_backend_pid() AS pid`
