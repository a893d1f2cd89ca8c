-- Who audit entries are about. Deleting a row makes all that is sealed under its key unreadable for good.
CREATE TABLE audit_people (
  org_id text NOT NULL REFERENCES orgs,
  user_id text NOT NULL,
  -- Stands for the person in entries; random, so that it tells nothing once this row is gone.
  person text NOT NULL,
  -- The person's key under the audit key, which is never in a database.
  key_id text NOT NULL,
  wrapped_key text NOT NULL,
  PRIMARY KEY (org_id, user_id, key_id)
);

-- Up to where each chain was cut for its age, signed under the audit key.
CREATE TABLE audit_checkpoints (
  org_id text NOT NULL REFERENCES orgs,
  seq bigint NOT NULL,
  hash text NOT NULL,
  at timestamptz NOT NULL,
  key_id text NOT NULL,
  signature text NOT NULL,
  PRIMARY KEY (org_id, seq)
);

-- How long things are kept; null is for good.
CREATE TABLE retention_policies (
  org_id text NOT NULL REFERENCES orgs,
  kind text NOT NULL,
  days integer,
  set_by text NOT NULL,
  set_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, kind)
);

ALTER TABLE audit
  -- Null: the hash is without a key, as versions before this one made it.
  ADD COLUMN key_id text,
  ADD COLUMN person text,
  ADD COLUMN about text,
  ADD COLUMN sealed text;
CREATE INDEX audit_by_time ON audit (org_id, at);
CREATE INDEX audit_by_person ON audit (org_id, person, seq);
CREATE INDEX audit_by_run ON audit (org_id, (entry ->> 'runHash'));

-- What a downgrade laid aside comes back.
INSERT INTO audit_people SELECT (json_populate_record(null::audit_people, body)).*
  FROM cache_entries WHERE cache = '0010 people';
INSERT INTO audit_checkpoints SELECT (json_populate_record(null::audit_checkpoints, body)).*
  FROM cache_entries WHERE cache = '0010 checkpoints';
INSERT INTO retention_policies SELECT (json_populate_record(null::retention_policies, body)).*
  FROM cache_entries WHERE cache = '0010 retention';
ALTER TABLE audit DISABLE TRIGGER audit_append_only;
UPDATE audit a SET key_id = body ->> 'key_id', person = body ->> 'person', about = body ->> 'about',
  sealed = body ->> 'sealed'
FROM cache_entries c WHERE c.cache = '0010 audit' AND c.org_id = a.org_id AND c.key = a.seq::text;
ALTER TABLE audit ENABLE TRIGGER audit_append_only;
DELETE FROM cache_entries WHERE cache LIKE '0010 %';

-- Only a cut at a checkpoint takes entries away, and only those up to it.
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (
    SELECT 1 FROM audit_checkpoints c WHERE c.org_id = OLD.org_id AND OLD.seq <= c.seq
  ) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'The audit log is append-only.';
END $$;
