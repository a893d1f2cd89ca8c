-- An older version does not know them: laid aside, sealed as they are, for the next upgrade.
INSERT INTO cache_entries (org_id, cache, key, body, created_at)
SELECT org_id, '0011 secrets', name, row_to_json(s), set_at FROM secrets s;
DROP TABLE secrets;
