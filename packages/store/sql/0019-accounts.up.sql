ALTER TABLE orgs ADD COLUMN projects_dir text;

ALTER TABLE users
  ADD COLUMN kind text NOT NULL DEFAULT 'person',
  ADD COLUMN disabled_at timestamptz;

ALTER TABLE sign_in_links ADD COLUMN purpose text NOT NULL DEFAULT 'sign-in';

ALTER TABLE sessions
  ADD COLUMN via text NOT NULL DEFAULT 'link',
  ADD COLUMN device text,
  ADD COLUMN seen_at timestamptz;
UPDATE sessions SET seen_at = created_at;
ALTER TABLE sessions ALTER COLUMN seen_at SET NOT NULL;
CREATE INDEX sessions_by_user ON sessions (org_id, user_id);

-- Argon2id in PHC form.
CREATE TABLE passwords (
  org_id text NOT NULL,
  user_id text NOT NULL,
  hash text NOT NULL,
  set_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, user_id),
  FOREIGN KEY (org_id, user_id) REFERENCES users ON DELETE CASCADE
);

-- The secret is sealed under a key outside the database. last_step: the newest code that was taken, never again.
CREATE TABLE authenticators (
  org_id text NOT NULL,
  user_id text NOT NULL,
  secret text NOT NULL,
  created_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  last_step bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (org_id, user_id),
  FOREIGN KEY (org_id, user_id) REFERENCES users ON DELETE CASCADE
);

CREATE TABLE recovery_codes (
  org_id text NOT NULL,
  user_id text NOT NULL,
  code_hash text NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (org_id, user_id, code_hash),
  FOREIGN KEY (org_id, user_id) REFERENCES users ON DELETE CASCADE
);

-- Of accounts and addresses that may not exist, hence without references.
CREATE TABLE sign_in_failures (
  org_id text NOT NULL,
  subject text NOT NULL,
  failures integer NOT NULL,
  since timestamptz NOT NULL,
  locked_until timestamptz,
  PRIMARY KEY (org_id, subject)
);

CREATE TABLE api_keys (
  org_id text NOT NULL,
  key_id text NOT NULL,
  secret_hash text NOT NULL,
  user_id text NOT NULL,
  name text NOT NULL,
  scopes json NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (org_id, key_id),
  FOREIGN KEY (org_id, user_id) REFERENCES users ON DELETE CASCADE
);
CREATE INDEX api_keys_by_user ON api_keys (org_id, user_id);
