import { expect, it } from 'vitest'
import { loadProject } from './load-project.ts'

const load = (providers: string) =>
  loadProject('/p', {
    list: () => ['numize.yml'],
    read: () => `name: p\nconnection: {type: files, path: data}\n${providers}`,
  })

it('reads which language model is asked, when, and what it may take', () => {
  const { project, problems } = load(`providers:
  use: anthropic
  model: claude-sonnet-5
  prefer: llm
  price: {input: 2, output: 10}
  budget: {question: 0.05, day: 2, seconds: 20}
`)
  expect(problems).toEqual([])
  expect(project?.providers).toEqual({
    use: 'anthropic',
    model: 'claude-sonnet-5',
    prefer: 'llm',
    price: { inputUsd: 2, outputUsd: 10 },
    budget: { questionUsd: 0.05, dayUsd: 2, seconds: 20 },
  })
  expect(load('').project?.providers).toBeUndefined()
  expect(load('').project?.version).toBe(project?.version)
})

it('takes an address of this machine only', () => {
  expect(load('providers: {base_url: "http://localhost:11434/v1"}').project?.providers?.baseUrl).toBe(
    'http://localhost:11434/v1',
  )
  for (const url of [
    'https://evil.example/v1',
    'http://localhost.evil.example/v1',
    'http://localhost@evil.example',
  ])
    expect(load(`providers: {base_url: "${url}"}`).problems[0]?.message).toMatch(/must be on this machine/)
})

it.each([
  ['providers: {key: sk-1}', /unknown key.*key/i],
  ['providers: {use: openia}', /openai/],
  ['providers: {price: {input: 1}}', /price needs input and output/],
  ['providers: {budget: {day: -1}}', /cannot be negative/],
])('complains about %s', (written, message) => {
  expect(
    load(written)
      .problems.map((problem) => problem.message)
      .join(),
  ).toMatch(message)
})
