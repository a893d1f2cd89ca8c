import type { MeasureInput, Metric, MetricInput, Window } from '../model.ts'
import { describedYaml, extrasYaml } from './model-yaml.ts'
import { compact, type Tree } from './to-yaml.ts'

export const metricYaml = (metric: Metric): Tree =>
  compact({
    ...describedYaml(metric),
    type: metric.kind,
    type_params: typeParams(metric),
    filter: filterYaml(metric.filters),
    time_granularity: metric.defaultGrain,
    ...extrasYaml(metric.extras),
  })

function typeParams(metric: Metric): Tree {
  switch (metric.kind) {
    case 'simple':
      return { measure: measureInputYaml(metric.input) }
    case 'ratio':
      return {
        numerator: metricInputYaml(metric.numerator),
        denominator: metricInputYaml(metric.denominator),
      }
    case 'derived':
      return { expr: metric.expr, metrics: metric.inputs.map(metricInputYaml) }
    case 'cumulative':
      return compact({
        measure: measureInputYaml(metric.input),
        cumulative_type_params: compact({
          window: windowYaml(metric.window),
          grain_to_date: metric.grainToDate,
          period_agg: metric.periodAggregation === 'first' ? null : metric.periodAggregation,
        }),
      })
    case 'conversion':
      return { conversion_type_params: conversionYaml(metric) }
  }
}

const conversionYaml = (metric: Extract<Metric, { readonly kind: 'conversion' }>): Tree =>
  compact({
    base_measure: measureInputYaml(metric.base),
    conversion_measure: measureInputYaml(metric.conversion),
    entity: metric.entity,
    calculation: metric.calculation,
    window: windowYaml(metric.window),
    constant_properties: metric.constantProperties.map(({ base, conversion }) => ({
      base_property: base,
      conversion_property: conversion,
    })),
  })

/** A name alone where nothing else is said. */
function measureInputYaml(input: MeasureInput): unknown {
  const more = compact({
    alias: input.alias,
    filter: filterYaml(input.filters),
    fill_nulls_with: input.fillNullsWith,
    join_to_timespine: input.joinToTimeSpine || null,
  })
  return Object.keys(more).length === 0 ? input.measure : { name: input.measure, ...more }
}

function metricInputYaml(input: MetricInput): unknown {
  const more = compact({
    alias: input.alias,
    filter: filterYaml(input.filters),
    offset_window: windowYaml(input.offsetWindow),
    offset_to_grain: input.offsetToGrain,
  })
  return Object.keys(more).length === 0 ? input.metric : { name: input.metric, ...more }
}

const filterYaml = (filters: readonly string[]): unknown => (filters.length === 1 ? filters[0] : filters)

const windowYaml = (window: Window | null): string | null =>
  window && `${window.count} ${window.grain}${window.count === 1 ? '' : 's'}`
