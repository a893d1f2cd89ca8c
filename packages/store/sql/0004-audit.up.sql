CREATE TABLE audit (
  org_id text NOT NULL REFERENCES orgs,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  entry json NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (org_id, seq)
);

-- The newest entry of each chain: tells when the end of a chain was cut off.
CREATE TABLE audit_heads (
  org_id text PRIMARY KEY REFERENCES orgs,
  seq bigint NOT NULL,
  hash text NOT NULL
);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'The audit log is append-only.'; END $$;

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
