DROP TABLE signing_keys, federated_sessions, federated_sign_ins, federated_users, identity_providers;
