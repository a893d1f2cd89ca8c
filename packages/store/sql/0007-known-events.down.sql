DROP TABLE known_events;
