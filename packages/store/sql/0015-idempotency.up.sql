-- What a request with an Idempotency-Key was answered, so that a repeated one is not carried out again.
CREATE TABLE idempotency_keys (
  org_id text NOT NULL REFERENCES orgs,
  user_id text NOT NULL,
  key text NOT NULL,
  request_hash text NOT NULL,
  claimed_at timestamptz NOT NULL,
  reply json,
  PRIMARY KEY (org_id, user_id, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (org_id, claimed_at);
