DROP TABLE reviews, memories, asked_questions;
