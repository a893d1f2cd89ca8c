CREATE TABLE goals (
  org_id text NOT NULL REFERENCES orgs,
  project text NOT NULL,
  name text NOT NULL,
  body json NOT NULL,
  user_id text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, project, name)
);
