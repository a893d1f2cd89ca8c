import { TagsInput } from '@mantine/core'
import { useRoles } from './people-queries.ts'

interface Props {
  readonly value: readonly string[]
  readonly onChange: (roles: string[]) => void
}

/** Roles of the permission table, and groups of one's own that slices name in their audience. */
export function RolesInput({ value, onChange }: Props) {
  const { data = [] } = useRoles()
  const labels = new Map(data.map(({ name, label }) => [name, label]))
  return (
    <TagsInput
      label="Roles and groups"
      description="A word that is no role is a group, for the audience of a slice. Nobody without a role is more than a viewer."
      data={data.map(({ name }) => name)}
      value={[...value]}
      onChange={onChange}
      renderOption={({ option }) => `${labels.get(option.value) ?? option.value} (${option.value})`}
      acceptValueOnBlur
    />
  )
}
