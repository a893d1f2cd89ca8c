CREATE TABLE runs (
  org_id text NOT NULL REFERENCES orgs,
  run_id uuid NOT NULL,
  kind text NOT NULL,
  -- What makes a second start the same run: an idempotency key, the moment of a schedule.
  key text NOT NULL,
  user_id text,
  input json NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'stopped')),
  failures integer NOT NULL DEFAULT 0,
  stop_asked boolean NOT NULL DEFAULT false,
  -- Who works on it, and until when without a sign of life.
  lease text,
  lease_until timestamptz,
  output json,
  error json,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (org_id, run_id),
  UNIQUE (org_id, kind, key)
);
CREATE INDEX runs_by_age ON runs (org_id, created_at DESC);
CREATE INDEX runs_not_ended ON runs (lease_until) WHERE state IN ('waiting', 'running');

-- The journal: a step that stands here is never done again.
CREATE TABLE run_steps (
  org_id text NOT NULL,
  run_id uuid NOT NULL,
  step text NOT NULL,
  output json NOT NULL,
  ended_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, run_id, step),
  FOREIGN KEY (org_id, run_id) REFERENCES runs ON DELETE CASCADE
);

CREATE TABLE run_events (
  org_id text NOT NULL,
  run_id uuid NOT NULL,
  seq integer NOT NULL,
  body json NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (org_id, run_id, seq),
  FOREIGN KEY (org_id, run_id) REFERENCES runs ON DELETE CASCADE
);

CREATE TABLE schedules (
  org_id text NOT NULL REFERENCES orgs,
  name text NOT NULL,
  kind text NOT NULL,
  cron text NOT NULL,
  time_zone text NOT NULL,
  user_id text,
  input json NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, name)
);
