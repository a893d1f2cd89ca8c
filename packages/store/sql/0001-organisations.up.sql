CREATE TABLE orgs (
  org_id text PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE users (
  org_id text NOT NULL REFERENCES orgs,
  user_id text NOT NULL,
  name text NOT NULL,
  email text,
  roles json NOT NULL,
  attributes json NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, user_id)
);

-- Tokens are kept as SHA-256 only.
CREATE TABLE sign_in_links (
  org_id text NOT NULL,
  token_hash text NOT NULL,
  user_id text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (org_id, token_hash),
  FOREIGN KEY (org_id, user_id) REFERENCES users ON DELETE CASCADE
);

CREATE TABLE sessions (
  org_id text NOT NULL,
  token_hash text NOT NULL,
  user_id text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  PRIMARY KEY (org_id, token_hash),
  FOREIGN KEY (org_id, user_id) REFERENCES users ON DELETE CASCADE
);
