import type { RouteResponse, SliceContent } from '@numize/server/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { queryClient } from '../../api/queries.ts'

const keyOf = (project: string) => ['slices', project]

export type SliceParts = RouteResponse<'GET /v1/projects/:project/slice-parts'>
export type SliceCheck = RouteResponse<'POST /v1/projects/:project/slices/:slice/check'>
export type SliceVersions = RouteResponse<'GET /v1/projects/:project/slices/:slice/versions'>

export const useSlices = (project: string) =>
  useQuery({
    queryKey: keyOf(project),
    queryFn: () => call('GET /v1/projects/:project/slices', { params: { project } }),
  })
export const useReadiness = (project: string, slice: string) =>
  useQuery({
    queryKey: [...keyOf(project), slice, 'readiness'],
    queryFn: () => call('GET /v1/projects/:project/slices/:slice/readiness', { params: { project, slice } }),
  })
export const useParts = (project: string) =>
  useQuery({
    queryKey: ['slice-parts', project],
    queryFn: () => call('GET /v1/projects/:project/slice-parts', { params: { project } }),
  })
/** What a slice in force says; a careful first draft of one that is not there yet. */
export const useSliceContent = (project: string, slice: string, isNew: boolean) =>
  useQuery({
    queryKey: [...keyOf(project), slice, 'content'],
    queryFn: () => call('GET /v1/projects/:project/slices/:slice', { params: { project, slice } }),
    enabled: !isNew,
  })
export const useVersions = (project: string, slice: string) =>
  useQuery({
    queryKey: [...keyOf(project), slice, 'versions'],
    queryFn: () => call('GET /v1/projects/:project/slices/:slice/versions', { params: { project, slice } }),
  })

export const refreshSlices = (project: string) => queryClient.invalidateQueries({ queryKey: keyOf(project) })

/** Everything careful: personal data hidden, governed metrics only, no single rows, no small groups. */
export const carefulSlice = (name: string, parts: SliceParts): SliceContent => ({
  name,
  label: name.replaceAll(/[_-]+/g, ' ').replace(/^./, (first) => first.toUpperCase()),
  description: null,
  audience: [name],
  models: null,
  metrics: null,
  hiddenDimensions: [],
  rowFilters: [],
  pii: parts.models.flatMap(({ dimensions }) =>
    dimensions
      .filter(({ personal }) => personal)
      .map(({ name: dimension }) => ({ dimension, mask: 'hide' as const })),
  ),
  inlineMeasures: false,
  minGroupSize: 5,
  rawRows: false,
})
