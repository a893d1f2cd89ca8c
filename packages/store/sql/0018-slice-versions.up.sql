CREATE TABLE slice_versions (
  org_id text NOT NULL REFERENCES orgs,
  project text NOT NULL,
  slice text NOT NULL,
  version integer NOT NULL,
  body json NOT NULL,
  user_id text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, project, slice, version)
);
CREATE TABLE raw_requests (
  org_id text NOT NULL REFERENCES orgs,
  request_id text NOT NULL,
  project text NOT NULL,
  slice text NOT NULL,
  dimension text NOT NULL,
  user_id text NOT NULL,
  why text NOT NULL,
  created_at timestamptz NOT NULL,
  decided_by text,
  decided_at timestamptz,
  until timestamptz,
  PRIMARY KEY (org_id, request_id)
);
CREATE INDEX raw_requests_of_user ON raw_requests (org_id, user_id);
