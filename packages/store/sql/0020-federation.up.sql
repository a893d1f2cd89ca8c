-- How an organisation's people sign in elsewhere (OpenID Connect). The client's secret inside is sealed.
CREATE TABLE identity_providers (
  org_id text NOT NULL REFERENCES orgs,
  provider text NOT NULL,
  body json NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, provider)
);

-- Who somebody is there: by subject, never by e-mail.
CREATE TABLE federated_users (
  org_id text NOT NULL,
  issuer text NOT NULL,
  subject text NOT NULL,
  user_id text NOT NULL,
  linked_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, issuer, subject),
  FOREIGN KEY (org_id, user_id) REFERENCES users ON DELETE CASCADE
);

-- Sign-ins under way, each good for one return.
CREATE TABLE federated_sign_ins (
  org_id text NOT NULL REFERENCES orgs,
  state_hash text NOT NULL,
  browser_hash text NOT NULL,
  provider text NOT NULL,
  nonce text NOT NULL,
  verifier text NOT NULL,
  return_to text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, state_hash)
);

-- What a session holds of its provider, sealed.
CREATE TABLE federated_sessions (
  org_id text NOT NULL,
  token_hash text NOT NULL,
  provider text NOT NULL,
  tokens text NOT NULL,
  checked_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, token_hash),
  FOREIGN KEY (org_id, token_hash) REFERENCES sessions ON DELETE CASCADE
);

-- RS256 keys of access tokens; the private half is sealed.
CREATE TABLE signing_keys (
  org_id text NOT NULL REFERENCES orgs,
  key_id text NOT NULL,
  public_key json NOT NULL,
  private_key text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, key_id)
);
