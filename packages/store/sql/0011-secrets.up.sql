-- Sealed under a master key that is never in a database.
CREATE TABLE secrets (
  org_id text NOT NULL REFERENCES orgs,
  name text NOT NULL,
  sealed text NOT NULL,
  set_by text NOT NULL,
  set_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, name)
);
-- What a downgrade laid aside comes back.
INSERT INTO secrets SELECT (json_populate_record(null::secrets, body)).*
  FROM cache_entries WHERE cache = '0011 secrets';
DELETE FROM cache_entries WHERE cache = '0011 secrets';
