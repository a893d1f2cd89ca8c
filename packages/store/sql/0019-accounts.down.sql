DROP TABLE api_keys, sign_in_failures, recovery_codes, authenticators, passwords;
DROP INDEX sessions_by_user;
ALTER TABLE sessions DROP COLUMN via, DROP COLUMN device, DROP COLUMN seen_at;
ALTER TABLE sign_in_links DROP COLUMN purpose;
-- Who was shut out stays so: earlier versions know only people who may sign in.
DELETE FROM sessions s USING users u
  WHERE s.org_id = u.org_id AND s.user_id = u.user_id AND (u.disabled_at IS NOT NULL OR u.kind <> 'person');
DELETE FROM sign_in_links l USING users u
  WHERE l.org_id = u.org_id AND l.user_id = u.user_id AND (u.disabled_at IS NOT NULL OR u.kind <> 'person');
ALTER TABLE users DROP COLUMN kind, DROP COLUMN disabled_at;
ALTER TABLE orgs DROP COLUMN projects_dir;
