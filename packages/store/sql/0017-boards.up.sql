-- Pages of blocks, and links that open a board or a thread to others.
CREATE TABLE boards (
  org_id text NOT NULL REFERENCES orgs,
  board_id text NOT NULL,
  project text NOT NULL,
  user_id text NOT NULL,
  visibility text NOT NULL CHECK (visibility IN ('private', 'team')),
  version integer NOT NULL,
  body json NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, board_id)
);
CREATE INDEX boards_of_project ON boards (org_id, project, updated_at);

CREATE TABLE shares (
  org_id text NOT NULL REFERENCES orgs,
  share_id text NOT NULL,
  token_hash text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('board', 'thread')),
  target_id text NOT NULL,
  project text NOT NULL,
  user_id text NOT NULL,
  view json NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  PRIMARY KEY (org_id, share_id),
  UNIQUE (org_id, token_hash)
);
CREATE INDEX shares_of_target ON shares (org_id, kind, target_id);
