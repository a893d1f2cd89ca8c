import { Skeleton } from '@mantine/core'
import { Suspense } from 'react'
import { useMe } from '../api/queries.ts'
import { PlaceLink } from '../place-link.tsx'
import { OnlyWith } from '../session/rights.tsx'
import { NoPage } from '../shell/no-page.tsx'
import { PageFrame } from '../shell/page-frame.tsx'
import type { PageProps } from '../shell/page-props.ts'
import styles from './govern.module.css'
import { SECTIONS } from './sections.ts'

/** Who may do what with which data, and what was done: one section at a time. */
export default function GovernPage({ project, path: [name, ...path] }: PageProps) {
  const { data: me } = useMe()
  const first = SECTIONS.find(({ scope }) => me?.scopes.includes(scope)) ?? SECTIONS[0]
  const shown = name === undefined ? first : SECTIONS.find((section) => section.name === name)
  if (!shown) return <NoPage project={project} />
  const { Section, scope } = shown
  return (
    <PageFrame title="Govern" intro="Who sees which data, who may do what, and what was done." isWide>
      <nav className={styles['tabs']} aria-label="Govern">
        <ul>
          {SECTIONS.map((section) => (
            <li key={section.name}>
              <PlaceLink
                to={{ project, page: 'govern', path: [section.name] }}
                isCurrent={section.name === shown.name}
              >
                {section.label}
              </PlaceLink>
            </li>
          ))}
        </ul>
      </nav>
      <section className={styles['section']} aria-label={shown.label}>
        <OnlyWith scope={scope}>
          <Suspense fallback={<Skeleton height={280} radius="lg" />}>
            <Section key={shown.name} project={project} path={path} />
          </Suspense>
        </OnlyWith>
      </section>
    </PageFrame>
  )
}
