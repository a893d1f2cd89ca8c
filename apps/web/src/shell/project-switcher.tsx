import { Menu } from '@mantine/core'
import { useProjects } from '../api/queries.ts'
import { CheckIcon, ChevronsIcon } from '../icons.tsx'
import { go } from '../routing.ts'
import styles from './project-switcher.module.css'

export function ProjectSwitcher({ project }: { project: string }) {
  const { data = [] } = useProjects()
  const label = data.find(({ name }) => name === project)?.label ?? project
  return (
    <Menu width="target" shadow="lg" position="bottom-start" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles['target']} aria-label={`Project: ${label}`}>
          <span className={styles['text']}>
            <small>Project</small>
            <strong title={label}>{label}</strong>
          </span>
          <ChevronsIcon size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles['dropdown'] ?? ''}>
        {data.map((item) => (
          <Menu.Item
            key={item.name}
            onClick={() => go({ project: item.name, thread: null })}
            rightSection={item.name === project ? <CheckIcon size={16} /> : null}
          >
            {item.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
