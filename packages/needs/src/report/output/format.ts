/** Version of the files of a report; raised when a field changes its meaning or goes. */
export const FORMAT = 1
