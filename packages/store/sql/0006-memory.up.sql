-- The latest question that a run answered, so that its answer can be approved or corrected later.
CREATE TABLE asked_questions (
  org_id text NOT NULL REFERENCES orgs,
  project text NOT NULL,
  run_hash text NOT NULL,
  slice text NOT NULL,
  user_id text NOT NULL,
  body json NOT NULL,
  asked_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, project, run_hash)
);
CREATE INDEX asked_questions_by_age ON asked_questions (org_id, asked_at);

-- What was approved or put right: it changes how later questions are read.
CREATE TABLE memories (
  org_id text NOT NULL REFERENCES orgs,
  memory_id text NOT NULL,
  project text NOT NULL,
  slice text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('answer', 'synonym', 'filter')),
  user_id text NOT NULL,
  body json NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, memory_id)
);
CREATE INDEX memories_by_project ON memories (org_id, project, created_at);

-- What people said of answers and nobody has looked at yet.
CREATE TABLE reviews (
  org_id text NOT NULL REFERENCES orgs,
  review_id text NOT NULL,
  project text NOT NULL,
  slice text NOT NULL,
  run_hash text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('up', 'down')),
  user_id text NOT NULL,
  body json NOT NULL,
  created_at timestamptz NOT NULL,
  settled_at timestamptz,
  settled_by text,
  PRIMARY KEY (org_id, review_id)
);
CREATE INDEX reviews_open ON reviews (org_id, project, created_at) WHERE settled_at IS NULL;
