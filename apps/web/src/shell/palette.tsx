import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
  spotlight,
} from '@mantine/spotlight'
import '@mantine/spotlight/styles.css'
import { useState } from 'react'
import { useProjects, useThreads, useWelcome } from '../api/queries.ts'
import { SendIcon } from '../icons.tsx'
import { go } from '../routing.ts'
import { askAnew } from '../thread/questions.ts'
import { usePages } from './pages.tsx'
import styles from './palette.module.css'

export const openPalette = (): void => spotlight.open()

/** Shown of one group. */
const MOST = 5
/** So many words are a question rather than a name. */
const QUESTION_WORDS = 3

/** Cmd-K or Ctrl-K: pages, threads, metrics and projects by name, or a question asked at once. */
export function Palette({ project }: { project: string }) {
  const [query, setQuery] = useState('')
  const groups = useGroups(project).flatMap((group) => matching(group, query))
  return (
    <Spotlight
      shortcut="mod + K"
      tagsToIgnore={[]}
      query={query}
      onQueryChange={setQuery}
      actions={withQuestion(groups, query.trim(), project)}
      filter={(_, actions) => actions}
      nothingFound="Nothing has this name."
      classNames={{
        content: styles['body'] ?? '',
        action: styles['action'] ?? '',
        actionDescription: styles['about'] ?? '',
        actionsGroup: styles['group'] ?? '',
      }}
      searchProps={{ placeholder: 'Go somewhere, find a metric, or ask', 'aria-label': 'Search or ask' }}
    />
  )
}

function matching({ group, actions }: SpotlightActionGroupData, query: string): SpotlightActionGroupData[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = actions.filter(({ label, description }) => {
    const text = `${label} ${description ?? ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const inName = ({ label }: SpotlightActionData) =>
    words.every((word) => label?.toLowerCase().includes(word))
  const best = found.toSorted((a, b) => Number(inName(b)) - Number(inName(a)))
  return best.length === 0 ? [] : [{ group, actions: best.slice(0, MOST) }]
}

/** What was typed can also be asked: first where it reads like a question, else last. */
function withQuestion(groups: SpotlightActionGroupData[], question: string, project: string) {
  if (question === '') return groups
  const asking = {
    group: 'Ask',
    actions: [
      {
        id: 'ask',
        label: `Ask “${question}”`,
        leftSection: <SendIcon />,
        onClick: () => askAnew(question, project),
      },
    ],
  }
  return question.split(/\s+/).length < QUESTION_WORDS ? [...groups, asking] : [asking, ...groups]
}

function useGroups(project: string): SpotlightActionGroupData[] {
  const pages = usePages()
  const { data: threads = [] } = useThreads(project)
  const { data: projects = [] } = useProjects()
  const { data: welcome } = useWelcome(project)
  return [
    {
      group: 'Pages',
      actions: pages.map(({ name, label, icon: Icon }) => ({
        id: `page ${name}`,
        label,
        leftSection: <Icon />,
        onClick: () => go({ project, page: name }),
      })),
    },
    {
      group: 'Threads',
      actions: threads.map(({ id, title }) => ({
        id: `thread ${id}`,
        label: title,
        onClick: () => go({ project, thread: id }),
      })),
    },
    {
      group: 'Metrics',
      actions: (welcome?.metrics ?? []).map(({ name, label, description }) => ({
        id: `metric ${name}`,
        label,
        ...(description === null ? {} : { description }),
        onClick: () => go({ project, page: 'catalog', path: ['metric', name] }),
      })),
    },
    {
      group: 'Projects',
      actions: projects
        .filter(({ name }) => name !== project)
        .map(({ name, label }) => ({
          id: `project ${name}`,
          label,
          onClick: () => go({ project: name, thread: null }),
        })),
    },
  ]
}
