import type { RouteBody, UploadView } from '@numize/server/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { keys, queryClient } from '../api/queries.ts'

const UPLOADS = ['uploads']
const uploadKey = (id: string) => [...UPLOADS, id]
const ASK_AGAIN_MS = 700

export const useUploads = () =>
  useQuery({ queryKey: UPLOADS, queryFn: () => call('GET /v1/uploads', {}), staleTime: 0 })

/** A file and what was found in it; asked for again while it is read. */
export const useUpload = (id: string) =>
  useQuery({
    queryKey: uploadKey(id),
    queryFn: () => call('GET /v1/uploads/:id', { params: { id } }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.upload.state === 'reading' ? ASK_AGAIN_MS : false),
  })

export const refreshUploads = () => queryClient.invalidateQueries({ queryKey: UPLOADS })

export const useReadAnew = (id: string) =>
  useMutation({
    mutationFn: (reading: UploadView['reading']) =>
      call('PUT /v1/uploads/:id/reading', { params: { id }, body: reading }),
    onSuccess: refreshUploads,
  })

export const useKeep = (id: string) =>
  useMutation({
    mutationFn: (body: RouteBody<'POST /v1/uploads/:id/keep'>) =>
      call('POST /v1/uploads/:id/keep', { params: { id }, body }),
    onSuccess: async () => {
      await Promise.all([refreshUploads(), queryClient.invalidateQueries({ queryKey: keys.projects })])
    },
  })

export const useRemove = () =>
  useMutation({
    mutationFn: (id: string) => call('DELETE /v1/uploads/:id', { params: { id } }),
    onSuccess: async (_, id) => {
      queryClient.removeQueries({ queryKey: uploadKey(id) })
      await Promise.all([refreshUploads(), queryClient.invalidateQueries({ queryKey: keys.projects })])
    },
  })
