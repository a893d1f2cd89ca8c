/** Ten thousand filter values are more text and more nodes than ClickHouse takes by itself. */
const LONGEST_STATEMENT = 64 * 1024 * 1024
const MOST_NODES = 5_000_000

/**
 * What every query is run with: read-only, in UTC, nulls as SQL has them (the printed SQL ends with the same, and
 * parts of a statement run alone have it from here), values in texts that lose nothing, the end at the deadline.
 */
export const settingsOf = (timeoutMs: number) =>
  ({
    readonly: '2',
    session_timezone: 'UTC',
    join_use_nulls: 1,
    aggregate_functions_null_for_empty: 1,
    prefer_column_name_to_alias: 1,
    cast_keep_nullable: 1,
    enable_extended_results_for_datetime_functions: 1,
    optimize_functions_to_subcolumns: 0,
    max_query_size: String(LONGEST_STATEMENT),
    max_ast_elements: String(MOST_NODES),
    max_expanded_ast_elements: String(MOST_NODES),
    max_execution_time: timeoutMs / 1000,
    timeout_overflow_mode: 'throw',
    cancel_http_readonly_queries_on_client_close: 1,
    wait_end_of_query: 1,
    date_time_output_format: 'iso',
    output_format_json_quote_64bit_integers: 1,
    output_format_json_quote_decimals: 1,
    output_format_json_quote_denormals: 0,
    output_format_json_validate_utf8: 1,
  }) as const
