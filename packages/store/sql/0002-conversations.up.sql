CREATE TABLE threads (
  org_id text NOT NULL,
  thread_id text NOT NULL,
  user_id text NOT NULL,
  project text NOT NULL,
  title text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, thread_id),
  FOREIGN KEY (org_id, user_id) REFERENCES users ON DELETE CASCADE
);
CREATE INDEX threads_of_user ON threads (org_id, user_id, updated_at DESC);

CREATE TABLE turns (
  org_id text NOT NULL,
  turn_id text NOT NULL,
  thread_id text NOT NULL,
  position bigint GENERATED ALWAYS AS IDENTITY,
  body json NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, turn_id),
  FOREIGN KEY (org_id, thread_id) REFERENCES threads ON DELETE CASCADE
);
CREATE INDEX turns_of_thread ON turns (org_id, thread_id, position);
