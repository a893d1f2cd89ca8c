CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'The audit log is append-only.'; END $$;

-- What an older version does not know is laid aside in its cache, for the next upgrade.
INSERT INTO cache_entries (org_id, cache, key, body, created_at)
SELECT org_id, '0010 audit', seq::text, json_build_object(
  'key_id', key_id, 'person', person, 'about', about, 'sealed', sealed), at FROM audit WHERE key_id IS NOT NULL
UNION ALL SELECT org_id, '0010 people', person, row_to_json(p), now() FROM audit_people p
UNION ALL SELECT org_id, '0010 checkpoints', seq::text, row_to_json(c), at FROM audit_checkpoints c
UNION ALL SELECT org_id, '0010 retention', kind, row_to_json(r), set_at FROM retention_policies r;

DROP INDEX audit_by_time;
DROP INDEX audit_by_person;
DROP INDEX audit_by_run;
ALTER TABLE audit DROP COLUMN key_id, DROP COLUMN person, DROP COLUMN about, DROP COLUMN sealed;
DROP TABLE retention_policies, audit_checkpoints, audit_people;
