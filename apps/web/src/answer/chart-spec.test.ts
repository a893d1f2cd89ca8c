import { describe, expect, it } from 'vitest'
import { readSpec, specText } from './chart-spec.ts'

const base = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  width: 'container',
  usermeta: { columns: ['country', 'spend'] },
  data: { values: [{ c0: 'FR', c1: 10, name: 'FR' }] },
  height: 320,
  mark: { type: 'bar' },
  encoding: {
    x: { field: 'name', type: 'nominal' },
    y: { field: 'c1', type: 'quantitative', axis: { labelExpr: "format(datum.value, '.3~s')" } },
  },
}
const read = (change: object) => readSpec(JSON.stringify({ ...JSON.parse(specText(base)), ...change }), base)
const problem = (change: object): string => {
  const read_ = read(change)
  return 'problem' in read_ ? read_.problem : ''
}

describe('a chart that somebody writes', () => {
  it('is drawn over the rows of the answer', () => {
    const written = read({ mark: 'line', title: 'Mine' })
    expect(written).toMatchObject({
      spec: { mark: 'line', title: 'Mine', data: base.data, width: 'container' },
    })
    expect(readSpec(specText(base), base)).toEqual({ spec: base })
  })

  it.each([
    [{ data: { url: 'https://evil.example/rows.json' } }, /set by Numize/],
    [{ datasets: {} }, /not among the words/],
    [{ transform: [{ calculate: '1', as: 'x' }] }, /not among the words/],
    [{ params: [{ name: 'p' }] }, /not among the words/],
    [{ mark: 'image' }, /no mark/],
    [{ mark: { type: 'bar', href: 'https://evil.example' } }, /computes or loads/],
    [{ mark: { type: 'bar', fill: { expr: 'warn(1)' } } }, /computes or loads/],
    [{ encoding: { x: { field: 'nothing' } } }, /no column.*c0, c1, name/],
    [{ encoding: { y: { field: 'c1', axis: { labelExpr: 'datum.secret' } } } }, /computes or loads/],
    [{ title: 'https://evil.example/a.png' }, /address/],
    [{ title: '  javascript:alert(1)' }, /address/],
    [{ title: '//evil.example/a.png' }, /address/],
    [{ title: { text: 'a', __proto__x: 1 } }, /not among the words/],
  ])('is refused where it could load or compute: %j', (change, said) => {
    expect(problem(change)).toMatch(said)
  })

  it('is told what is wrong with its text', () => {
    expect(readSpec('{', base)).toMatchObject({ problem: expect.stringMatching(/not JSON/) as string })
    expect(readSpec('[]', base)).toMatchObject({ problem: expect.stringMatching(/object/) as string })
    expect(readSpec(`{"title":"${'x'.repeat(30_000)}"}`, base)).toHaveProperty('problem')
    const deep = `{"layer":${'['.repeat(40)}${']'.repeat(40)}}`
    expect(readSpec(deep, base)).toMatchObject({ problem: expect.stringMatching(/deep/) as string })
  })
})
