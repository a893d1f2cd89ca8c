CREATE TABLE snoozes (
  org_id text NOT NULL REFERENCES orgs,
  project text NOT NULL,
  metric text NOT NULL,
  -- Empty is all of the metric.
  segment text NOT NULL,
  until_day date NOT NULL,
  user_id text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, project, metric, segment)
);
