DROP TABLE sessions, sign_in_links, users, orgs;
