import { z } from 'zod'
import { correction, decision, feedback, feedbackState, lesson, review } from './review.ts'
import { inProject, name, type RouteGroup } from './shared.ts'

const ofTurn = z.object({ project: name, turn: name })

export const reviewRoutes = {
  'POST /v1/projects/:project/turns/:turn/feedback': {
    summary: 'Say whether an answer of yours is right; of an admin or reviewer, approves it',
    permission: 'write:session',
    params: ofTurn,
    body: feedback,
    response: feedbackState,
    status: 201,
    keyed: true,
  },
  'POST /v1/projects/:project/turns/:turn/corrections': {
    summary: 'Put an answer right for everyone of its slice (admin or reviewer)',
    permission: 'review:answer',
    params: ofTurn,
    body: correction,
    response: z.null(),
    status: 204,
  },
  'GET /v1/projects/:project/reviews': {
    summary: 'What was said of answers and waits (admin or reviewer)',
    permission: 'review:answer',
    params: inProject,
    response: z.array(review).readonly(),
    status: 200,
    viewed: true,
  },
  'POST /v1/projects/:project/reviews/:review/decision': {
    summary: 'Approve the answer somebody spoke of, put it right, or leave it; settles the review',
    permission: 'review:answer',
    params: z.object({ project: name, review: name }),
    body: decision,
    response: z.null(),
    status: 204,
  },
  'GET /v1/projects/:project/lessons': {
    summary: 'What was approved and put right (admin or reviewer)',
    permission: 'review:answer',
    params: inProject,
    response: z.array(lesson).readonly(),
    status: 200,
    viewed: true,
  },
  'POST /v1/projects/:project/dismissals': {
    summary: 'Settle a review or forget a lesson by its id (admin or reviewer)',
    permission: 'review:answer',
    params: inProject,
    body: z.object({ id: name }),
    response: z.null(),
    status: 204,
  },
} as const satisfies RouteGroup
