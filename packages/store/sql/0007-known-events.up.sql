CREATE TABLE known_events (
  org_id text NOT NULL REFERENCES orgs,
  project text NOT NULL,
  name text NOT NULL,
  day date NOT NULL,
  until_day date,
  note text,
  user_id text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, project, name, day)
);
