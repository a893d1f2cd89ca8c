const words = (text: string): readonly string[] => text.trim().split(/\s+/)

const AGGREGATES = words(`
  any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp every max min mode
  percentile_cont percentile_disc regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy
  regr_syy stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance cume_dist dense_rank first_value lag
  last_value lead nth_value ntile percent_rank rank row_number`)

const NUMBERS = words(`
  abs acos acosd acosh asin asind asinh atan atan2 atan2d atand atanh cbrt ceil ceiling cos cosd cosh cot cotd degrees
  div erf erfc exp factorial floor gcd lcm ln log log10 mod pi power radians round sign sin sind sinh sqrt tan tand tanh
  trim_scale scale min_scale trunc width_bucket`)

const TEXTS = words(`
  ascii bit_length btrim char_length character_length chr concat concat_ws initcap left length lower ltrim md5
  octet_length overlay position quote_literal regexp_count regexp_instr regexp_like regexp_match regexp_replace
  regexp_substr replace reverse right rtrim sha224 sha256 sha384 sha512 split_part starts_with string_to_array strpos
  substr substring to_hex translate unicode_assigned upper normalize is_normalized similar_to_escape like_escape`)

const TIMES = words(`
  age clock_timestamp date_add date_bin date_part date_subtract date_trunc extract isfinite justify_days justify_hours
  justify_interval make_date make_interval make_time make_timestamp make_timestamptz now overlaps statement_timestamp
  timezone to_char to_date to_number to_timestamp transaction_timestamp`)

const JSON_PARTS = words(`
  array_length array_position array_to_string cardinality json_array_length json_extract_path json_extract_path_text
  json_typeof jsonb_array_length jsonb_extract_path jsonb_extract_path_text jsonb_typeof`)

/**
 * Functions of `pg_catalog` whose value comes of their arguments and the clock alone, none of which makes a value as
 * long as a number says. Whatever is not here may read files, settings, other tables or statistics, wait, lock or
 * write; a new version of Postgres adds nothing to it.
 */
export const PURE_FUNCTIONS: ReadonlySet<string> = new Set([
  ...AGGREGATES,
  ...NUMBERS,
  ...TEXTS,
  ...TIMES,
  ...JSON_PARTS,
])
