import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { PageProps } from '../shell/page-props.ts'

interface Section {
  /** Its name in the address. */
  readonly name: string
  readonly label: string
  /** The right it takes; whoever lacks it is told who has it. */
  readonly scope: string
  /** Its `path` is what follows its name. */
  readonly Section: LazyExoticComponent<ComponentType<PageProps>>
}

/** What is governed, in the order of the tabs. */
export const SECTIONS: readonly Section[] = [
  {
    name: 'people',
    label: 'People',
    scope: 'manage:people',
    Section: lazy(() => import('./people/people-section.tsx')),
  },
  {
    name: 'keys',
    label: 'Keys',
    scope: 'manage:key',
    Section: lazy(() => import('./people/keys-section.tsx')),
  },
  {
    name: 'slices',
    label: 'Slices',
    scope: 'manage:slice',
    Section: lazy(() => import('./slices/slices-section.tsx')),
  },
  {
    name: 'personal',
    label: 'Personal data',
    scope: 'request:raw',
    Section: lazy(() => import('./personal/personal-section.tsx')),
  },
  {
    name: 'review',
    label: 'Review',
    scope: 'review:answer',
    Section: lazy(() => import('./review/review-section.tsx')),
  },
  {
    name: 'audit',
    label: 'Audit',
    scope: 'admin:audit',
    Section: lazy(() => import('./audit/audit-section.tsx')),
  },
  {
    name: 'sources',
    label: 'Sources',
    scope: 'manage:datasource',
    Section: lazy(() => import('./sources/sources-section.tsx')),
  },
  {
    name: 'settings',
    label: 'Settings',
    scope: 'manage:settings',
    Section: lazy(() => import('./settings/settings-section.tsx')),
  },
]
