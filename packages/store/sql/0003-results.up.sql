CREATE TABLE results (
  org_id text NOT NULL REFERENCES orgs,
  run_hash text NOT NULL,
  policies text NOT NULL,
  body json NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, run_hash, policies)
);

CREATE TABLE cache_entries (
  org_id text NOT NULL REFERENCES orgs,
  cache text NOT NULL,
  key text NOT NULL,
  body json NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, cache, key)
);
