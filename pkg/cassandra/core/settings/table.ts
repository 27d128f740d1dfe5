// Made by test/setup/settings/Settings.java of cassandra-all-4.0.19.jar, cassandra-all-4.1.10.jar, cassandra-all-5.0.9.jar. Not to be edited.

/** Kind -> the settings of this kind. After @ those of the lines 4.0, 4.1 and 5.0 where not all are meant. */
export const KINDS: Readonly<Record<string, string>> = {
  'choice ANY|ONE|TWO|THREE|QUORUM|ALL|LOCAL_QUORUM|EACH_QUORUM|SERIAL|LOCAL_SERIAL|LOCAL_ONE|NODE_LOCAL': `
    denylist_consistency_level@4.1,5.0 ideal_consistency_level
  `,
  'choice CASSANDRA_4|UPGRADING|NONE': `
    storage_compatibility_mode@5.0
  `,
  'choice REQUEST|QUEUE': `
    cql_start_time@4.1,5.0
  `,
  'choice all|none|dc': `
    internode_compression
  `,
  'choice all|none|dc|rack': `
    server_encryption_options.internode_encryption
  `,
  'choice auto|mmap|mmap_index_only|standard': `
    disk_access_mode@4.0,4.1
  `,
  'choice auto|mmap|mmap_index_only|standard|legacy|direct': `
    commitlog_disk_access_mode@5.0 disk_access_mode@5.0
  `,
  'choice best_effort|stop|ignore|stop_paranoid|die': `
    disk_failure_policy
  `,
  'choice disabled|warn|exception': `
    corrupted_tombstone_strategy
  `,
  'choice fail|log|ignore': `
    paxos_on_linearizability_violations@4.1,5.0
  `,
  'choice ignore|die|die_immediate': `
    user_function_timeout_policy
  `,
  'choice legacy|gc_grace|repaired': `
    paxos_state_purging@4.1,5.0
  `,
  'choice none|fast|table': `
    flush_compression
  `,
  'choice periodic|batch|group': `
    commitlog_sync
  `,
  'choice queue|reject': `
    repair_command_pool_full_strategy
  `,
  'choice random_remote|prefer_local|dynamic_remote|dynamic': `
    batchlog_endpoint_strategy
  `,
  'choice ssd|spinning': `
    disk_optimization_strategy
  `,
  'choice stop|stop_commit|ignore|die': `
    commit_failure_policy
  `,
  'choice unslabbed_heap_buffers|heap_buffers|offheap_buffers|offheap_objects': `
    memtable_allocation_type@4.0
  `,
  'choice unslabbed_heap_buffers|unslabbed_heap_buffers_logged|heap_buffers|offheap_buffers|offheap_objects': `
    memtable_allocation_type@4.1,5.0
  `,
  'choice v1_without_linearizable_reads_or_rejected_writes|v1|v2_without_linearizable_reads|v2_without_linearizable_reads_or_rejected_writes|v2': `
    paxos_variant@4.1,5.0
  `,
  class: `
    audit_logging_options.logger@4.0,4.1 back_pressure_strategy@4.0,4.1 client_encryption_options.ssl_context_factory@4.1 commitlog_compression@4.0,4.1
    hints_compression@4.0,4.1 seed_provider@4.0,4.1 server_encryption_options.ssl_context_factory@4.1 transparent_data_encryption_options.key_provider@4.0,4.1
  `,
  'class or name': `
    audit_logging_options.logger@5.0 authenticator@5.0 authorizer@5.0 auto_repair.global_settings.token_range_splitter@5.0 back_pressure_strategy@5.0 cidr_authorizer@5.0
    client_encryption_options.ssl_context_factory@5.0 commitlog_compression@5.0 crypto_provider@5.0 default_compaction@5.0 hints_compression@5.0 internode_authenticator@5.0
    network_authorizer@5.0 role_manager@5.0 seed_provider@5.0 server_encryption_options.ssl_context_factory@5.0 transparent_data_encryption_options.key_provider@5.0
  `,
  'duration m': `
    index_summary_resize_interval@4.1,5.0
  `,
  'duration ms': `
    cas_contention_timeout@4.1,5.0 cdc_free_space_check_interval@4.1,5.0 commitlog_sync_group_window@4.1,5.0 commitlog_sync_period@4.1,5.0 counter_write_request_timeout@4.1,5.0
    credentials_update_interval@4.1,5.0 credentials_validity@4.1,5.0 dynamic_snitch_reset_interval@4.1,5.0 dynamic_snitch_update_interval@4.1,5.0 gc_log_threshold@4.1,5.0
    gc_warn_threshold@4.1,5.0 hints_flush_period@4.1,5.0 internode_streaming_tcp_user_timeout@4.1,5.0 internode_tcp_connect_timeout@4.1,5.0 internode_tcp_user_timeout@4.1,5.0
    max_hint_window@4.1,5.0 native_transport_idle_timeout@4.1,5.0 native_transport_max_backoff_on_queue_overload@4.1,5.0 native_transport_min_backoff_on_queue_overload@4.1,5.0
    native_transport_timeout@4.1,5.0 periodic_commitlog_sync_lag_block@4.1,5.0 permissions_update_interval@4.1,5.0 permissions_validity@4.1,5.0 range_request_timeout@4.1,5.0
    read_request_timeout@4.1,5.0 repair.retries.base_sleep_time@5.0 repair.retries.max_sleep_time@5.0 repair.retries.merkle_tree_response.base_sleep_time@5.0
    repair.retries.merkle_tree_response.max_sleep_time@5.0 repair_request_timeout@4.1,5.0 request_timeout@4.1,5.0 roles_update_interval@4.1,5.0 roles_validity@4.1,5.0
    slow_query_log_timeout@4.1,5.0 stream_transfer_task_timeout@5.0 truncate_request_timeout@4.1,5.0 user_defined_functions_fail_timeout@4.1,5.0 user_defined_functions_warn_timeout@4.1,5.0
    write_request_timeout@4.1,5.0
  `,
  'duration ns': `
    repair_state_expires@4.1,5.0 streaming_state_expires@4.1,5.0
  `,
  'duration s': `
    auto_repair.global_settings.initial_scheduler_delay@5.0 auto_repair.global_settings.min_repair_interval@5.0 auto_repair.global_settings.repair_retry_backoff@5.0
    auto_repair.global_settings.repair_session_timeout@5.0 auto_repair.global_settings.table_max_repair_time@5.0 auto_repair.history_clear_delete_hosts_buffer_interval@5.0
    auto_repair.repair_check_interval@5.0 auto_repair.repair_task_min_duration@5.0 cache_load_timeout@4.1,5.0 denylist_initial_load_retry@4.1,5.0 denylist_refresh@4.1,5.0
    paxos_purge_grace_period@4.1,5.0 streaming_keep_alive_period@4.1,5.0 streaming_slow_events_log_timeout@4.1,5.0 trace_type_query_ttl@4.1,5.0 trace_type_repair_ttl@4.1,5.0
    validation_preview_purge_head_start@4.1,5.0
  `,
  'duration s or integer': `
    counter_cache_save_period@4.1,5.0 key_cache_save_period@4.1,5.0 row_cache_save_period@4.1,5.0
  `,
  'duration us': `
    maximum_timestamp_fail_threshold@5.0 maximum_timestamp_warn_threshold@5.0 minimum_timestamp_fail_threshold@5.0 minimum_timestamp_warn_threshold@5.0
  `,
  flag: `
    allow_extra_insecure_udfs allow_filtering_enabled@4.1,5.0 allow_insecure_udfs alter_table_enabled@5.0 audit_logging_options.allow_nodetool_archive_command
    audit_logging_options.block audit_logging_options.enabled auth_cache_warming_enabled@4.1,5.0 auto_bootstrap auto_hints_cleanup_enabled@4.1,5.0 auto_optimise_full_repair_streams
    auto_optimise_inc_repair_streams auto_optimise_preview_repair_streams auto_repair.auto_repair_scheduling_enabled@5.0 auto_repair.enabled@5.0 auto_repair.global_settings.allow_parallel_replica_repair@5.0
    auto_repair.global_settings.allow_parallel_replica_repair_across_schedules@5.0 auto_repair.global_settings.enabled@5.0 auto_repair.global_settings.force_repair_new_node@5.0
    auto_repair.global_settings.materialized_view_repair_enabled@5.0 auto_repair.global_settings.repair_by_keyspace@5.0 auto_repair.global_settings.repair_primary_token_range_only@5.0
    auto_repair.mixed_major_version_repair_enabled@5.0 auto_snapshot autocompaction_on_startup_enabled automatic_sstable_upgrade back_pressure_enabled block_for_peers_in_remote_dcs
    buffer_pool_use_heap_if_exhausted cdc_block_writes@4.1,5.0 cdc_enabled cdc_on_repair_enabled@5.0 check_for_duplicate_rows_during_compaction check_for_duplicate_rows_during_reads
    client_encryption_options.enabled client_encryption_options.optional client_encryption_options.require_client_auth client_encryption_options.require_endpoint_verification
    client_request_size_metrics_enabled@5.0 compact_tables_enabled@4.1,5.0 credentials_cache_active_update@4.1,5.0 cross_node_timeout@4.0 default_secondary_index_enabled@5.0
    denylist_range_reads_enabled@4.1,5.0 denylist_reads_enabled@4.1,5.0 denylist_writes_enabled@4.1,5.0 diagnostic_events_enabled drop_compact_storage_enabled@4.1,5.0
    drop_keyspace_enabled@5.0 drop_truncate_table_enabled@4.1,5.0 dump_heap_on_uncaught_exception@5.0 dynamic_data_masking_enabled@5.0 dynamic_snitch enable_drop_compact_storage@4.0
    enable_materialized_views@4.0 enable_sasi_indexes@4.0 enable_scripted_user_defined_functions@4.0 enable_transient_replication@4.0 enable_user_defined_functions@4.0
    enable_user_defined_functions_threads@4.0 enforce_native_deadline_for_hints@4.1,5.0 file_cache_enabled file_cache_round_up force_new_prepared_statement_behaviour
    force_optimized_index_status_format@5.0 full_query_logging_options.allow_nodetool_archive_command full_query_logging_options.block group_by_enabled@4.1,5.0
    hint_window_persistent_enabled@4.1,5.0 hinted_handoff_enabled incremental_backups inter_dc_tcp_nodelay internode_timeout@4.1,5.0 intersect_filtering_query_enabled@5.0
    intersect_filtering_query_warned@5.0 invalid_legacy_protocol_magic_no_spam_enabled@4.1,5.0 key_cache_invalidate_after_sstable_deletion@5.0 key_cache_migrate_during_compaction
    listen_interface_prefer_ipv6 listen_on_broadcast_address log_out_of_token_range_requests materialized_views_enabled@4.1,5.0 materialized_views_on_repair_enabled@5.0
    native_transport_allow_older_protocols native_transport_flush_in_batches_legacy native_transport_rate_limiting_enabled@4.1,5.0 native_transport_throw_on_overload@4.1,5.0
    non_partition_restricted_index_query_enabled@5.0 partition_denylist_enabled@4.1,5.0 paxos_repair_enabled@4.1,5.0 paxos_repair_race_wait@4.1,5.0 paxos_topology_repair_no_dc_checks@4.1,5.0
    paxos_topology_repair_strict_each_quorum@4.1,5.0 permissions_cache_active_update@4.1,5.0 read_before_write_list_operations_enabled@4.1,5.0 read_thresholds_enabled@4.1,5.0
    reject_out_of_token_range_requests repair.retries.enabled@5.0 repair.retries.merkle_tree_response.enabled@5.0 repaired_data_tracking_for_partition_reads_enabled
    repaired_data_tracking_for_range_reads_enabled report_unconfirmed_repaired_data_mismatches roles_cache_active_update@4.1,5.0 rpc_interface_prefer_ipv6
    rpc_keepalive sai_options.prioritize_over_legacy_index@5.0 sasi_indexes_enabled@4.1,5.0 scripted_user_defined_functions_enabled@4.1,5.0 secondary_indexes_enabled@4.1,5.0
    server_encryption_options.enable_legacy_ssl_storage_port@4.0 server_encryption_options.enabled server_encryption_options.legacy_ssl_storage_port_enabled@4.1,5.0
    server_encryption_options.optional server_encryption_options.require_client_auth server_encryption_options.require_endpoint_verification simplestrategy_enabled@5.0
    skip_paxos_repair_on_topology_change@4.1,5.0 skip_stream_disk_space_check@5.0 snapshot_before_compaction snapshot_on_duplicate_row_detection snapshot_on_repaired_data_mismatch
    sstable_read_rate_persistence_enabled@5.0 start_native_transport stream_entire_sstables streaming_stats_enabled@4.1,5.0 top_partitions_enabled@4.1,5.0
    transfer_hints_on_decommission transient_replication_enabled@4.1,5.0 transparent_data_encryption_options.enabled traverse_auth_from_root@4.1,5.0 trickle_fsync
    uncompressed_tables_enabled@4.1,5.0 use_creation_time_for_hint_ttl use_deterministic_table_id@4.1,5.0 use_offheap_merkle_trees use_statements_enabled@4.1,5.0
    user_defined_functions_enabled@4.1,5.0 user_defined_functions_threads_enabled@4.1,5.0 user_timestamps_enabled@4.1,5.0 uuid_sstable_identifiers_enabled@4.1,5.0
    vector_type_enabled@5.0 zero_ttl_on_twcs_enabled@5.0 zero_ttl_on_twcs_warned@5.0
  `,
  integer: `
    allocate_tokens_for_local_replication_factor audit_logging_options.max_archive_retries audit_logging_options.max_log_size audit_logging_options.max_queue_weight
    auto_repair.global_settings.number_of_repair_threads@5.0 auto_repair.global_settings.parallel_repair_count@5.0 auto_repair.global_settings.parallel_repair_percentage@5.0
    auto_repair.global_settings.repair_max_retries@5.0 auto_repair.global_settings.sstable_upper_threshold@5.0 available_processors@4.1,5.0 batch_size_fail_threshold_in_kb@4.0
    batch_size_warn_threshold_in_kb@4.0 batchlog_replay_throttle_in_kb@4.0 block_for_peers_timeout_in_secs cache_load_timeout_seconds@4.0 cas_contention_timeout_in_ms@4.0
    cdc_free_space_check_interval_ms@4.0 cdc_total_space_in_mb@4.0 column_index_cache_size_in_kb@4.0 column_index_size_in_kb@4.0 columns_per_table_fail_threshold@4.1,5.0
    columns_per_table_warn_threshold@4.1,5.0 commitlog_max_compression_buffers_in_pool commitlog_periodic_queue_size@4.0,4.1 commitlog_segment_size_in_mb@4.0
    commitlog_sync_period_in_ms@4.0 commitlog_total_space_in_mb@4.0 compaction_large_partition_warning_threshold_mb@4.0 compaction_throughput_mb_per_sec@4.0
    compaction_tombstone_warning_threshold@4.1 concurrent_compactors concurrent_counter_writes concurrent_index_builders@5.0 concurrent_materialized_view_builders
    concurrent_materialized_view_writes concurrent_merkle_tree_requests concurrent_reads concurrent_replicates@4.0,4.1 concurrent_validations concurrent_writes
    consecutive_message_errors_threshold counter_cache_keys_to_save counter_cache_save_period@4.0 counter_cache_size_in_mb@4.0 counter_write_request_timeout_in_ms@4.0
    credentials_cache_max_entries credentials_update_interval_in_ms@4.0 credentials_validity_in_ms@4.0 data_disk_usage_percentage_fail_threshold@4.1,5.0
    data_disk_usage_percentage_warn_threshold@4.1,5.0 default_keyspace_rf@4.1,5.0 denylist_max_keys_per_table@4.1,5.0 denylist_max_keys_total@4.1,5.0 dynamic_snitch_reset_interval_in_ms@4.0
    dynamic_snitch_update_interval_in_ms@4.0 fields_per_udt_fail_threshold@4.1,5.0 fields_per_udt_warn_threshold@4.1,5.0 file_cache_size_in_mb@4.0 full_query_logging_options.max_archive_retries
    full_query_logging_options.max_log_size full_query_logging_options.max_queue_weight gc_log_threshold_in_ms@4.0 gc_warn_threshold_in_ms@4.0 hinted_handoff_throttle_in_kb@4.0
    hints_flush_period_in_ms@4.0 in_select_cartesian_product_fail_threshold@4.1,5.0 in_select_cartesian_product_warn_threshold@4.1,5.0 index_summary_capacity_in_mb@4.0
    index_summary_resize_interval_in_minutes@4.0 initial_range_tombstone_list_allocation_size inter_dc_stream_throughput_outbound_megabits_per_sec@4.0 internode_application_receive_queue_capacity_in_bytes@4.0
    internode_application_receive_queue_reserve_endpoint_capacity_in_bytes@4.0 internode_application_receive_queue_reserve_global_capacity_in_bytes@4.0
    internode_application_send_queue_capacity_in_bytes@4.0 internode_application_send_queue_reserve_endpoint_capacity_in_bytes@4.0 internode_application_send_queue_reserve_global_capacity_in_bytes@4.0
    internode_max_message_size_in_bytes@4.0 internode_socket_receive_buffer_size_in_bytes@4.0 internode_socket_send_buffer_size_in_bytes@4.0 internode_streaming_tcp_user_timeout_in_ms@4.0
    internode_tcp_connect_timeout_in_ms@4.0 internode_tcp_user_timeout_in_ms@4.0 items_per_collection_fail_threshold@4.1,5.0 items_per_collection_warn_threshold@4.1,5.0
    key_cache_keys_to_save key_cache_save_period@4.0 key_cache_size_in_mb@4.0 keyspace_count_warn_threshold@4.0,4.1 keyspaces_fail_threshold@4.1,5.0 keyspaces_warn_threshold@4.1,5.0
    materialized_views_per_table_fail_threshold@4.1,5.0 materialized_views_per_table_warn_threshold@4.1,5.0 max_concurrent_automatic_sstable_upgrades max_hint_window_in_ms@4.0
    max_hints_delivery_threads max_hints_file_size_in_mb@4.0 max_mutation_size_in_kb@4.0 max_streaming_retries max_top_size_partition_count@4.1,5.0 max_top_tombstone_partition_count@4.1,5.0
    max_value_size_in_mb@4.0 maximum_replication_factor_fail_threshold@5.0 maximum_replication_factor_warn_threshold@5.0 memtable_flush_writers memtable_heap_space_in_mb@4.0
    memtable_offheap_space_in_mb@4.0 min_free_space_per_drive_in_mb@4.0 min_tracked_partition_tombstone_count@4.1,5.0 minimum_replication_factor_fail_threshold@4.1,5.0
    minimum_replication_factor_warn_threshold@4.1,5.0 native_transport_idle_timeout_in_ms@4.0 native_transport_max_auth_threads native_transport_max_concurrent_connections
    native_transport_max_concurrent_connections_per_ip native_transport_max_concurrent_requests_in_bytes@4.0 native_transport_max_concurrent_requests_in_bytes_per_ip@4.0
    native_transport_max_frame_size_in_mb@4.0 native_transport_max_negotiable_protocol_version@4.0,4.1 native_transport_max_requests_per_second@4.1,5.0
    native_transport_max_threads native_transport_port native_transport_port_ssl native_transport_receive_queue_capacity_in_bytes@4.0 networking_cache_size_in_mb@4.0
    num_tokens otc_backlog_expiration_interval_ms otc_coalescing_enough_coalesced_messages otc_coalescing_window_us page_size_fail_threshold@4.1,5.0 page_size_warn_threshold@4.1,5.0
    partition_keys_in_select_fail_threshold@4.1,5.0 partition_keys_in_select_warn_threshold@4.1,5.0 partition_tombstones_fail_threshold@5.0 partition_tombstones_warn_threshold@5.0
    paxos_repair_parallelism@4.1,5.0 periodic_commitlog_sync_lag_block_in_ms@4.0 permissions_cache_max_entries permissions_update_interval_in_ms@4.0 permissions_validity_in_ms@4.0
    prepared_statements_cache_size_mb@4.0 range_request_timeout_in_ms@4.0 read_request_timeout_in_ms@4.0 reject_repair_compaction_threshold repair.retries.max_attempts@5.0
    repair.retries.merkle_tree_response.max_attempts@5.0 repair_command_pool_size repair_request_timeout_in_ms@4.0 repair_session_max_tree_depth repair_session_space_in_mb@4.0
    repair_state_size@4.1,5.0 replica_filtering_protection.cached_rows_fail_threshold replica_filtering_protection.cached_rows_warn_threshold request_timeout_in_ms@4.0
    roles_cache_max_entries roles_update_interval_in_ms@4.0 roles_validity_in_ms@4.0 row_cache_keys_to_save row_cache_save_period@4.0 row_cache_size_in_mb@4.0
    sai_sstable_indexes_per_query_fail_threshold@5.0 sai_sstable_indexes_per_query_warn_threshold@5.0 secondary_indexes_per_table_fail_threshold@4.1,5.0
    secondary_indexes_per_table_warn_threshold@4.1,5.0 slow_query_log_timeout_in_ms@4.0 snapshot_links_per_second ssl_storage_port sstable_preemptive_open_interval_in_mb@4.0
    storage_port stream_throughput_outbound_megabits_per_sec@4.0 streaming_connections_per_host streaming_keep_alive_period_in_secs@4.0 table_count_warn_threshold@4.0,4.1
    tables_fail_threshold@4.1,5.0 tables_warn_threshold@4.1,5.0 tombstone_failure_threshold tombstone_warn_threshold tracetype_query_ttl@4.0 tracetype_repair_ttl@4.0
    transparent_data_encryption_options.chunk_length_kb transparent_data_encryption_options.iv_length trickle_fsync_interval_in_kb@4.0 truncate_request_timeout_in_ms@4.0
    unlogged_batch_across_partitions_warn_threshold user_defined_function_fail_timeout@4.0 user_defined_function_warn_timeout@4.0 validation_preview_purge_head_start_in_sec@4.0
    vector_dimensions_fail_threshold@5.0 vector_dimensions_warn_threshold@5.0 windows_timer_interval write_request_timeout_in_ms@4.0
  `,
  list: `
    auto_repair.global_settings.ignore_dcs@5.0 client_encryption_options.accepted_protocols client_encryption_options.cipher_suites client_error_reporting_exclusions.subnets@4.1,5.0
    data_file_directories hinted_handoff_disabled_datacenters internode_error_reporting_exclusions.subnets@4.1,5.0 read_consistency_levels_disallowed@4.1,5.0
    read_consistency_levels_warned@4.1,5.0 server_encryption_options.accepted_protocols server_encryption_options.cipher_suites skip_paxos_repair_on_topology_change_keyspaces@4.1,5.0
    table_properties_disallowed@4.1,5.0 table_properties_ignored@4.1,5.0 table_properties_warned@4.1,5.0 write_consistency_levels_disallowed@4.1,5.0 write_consistency_levels_warned@4.1,5.0
  `,
  map: `
    audit_logging_options auto_repair@5.0 auto_repair.global_settings@5.0 auto_repair.repair_type_overrides@5.0 client_encryption_options client_error_reporting_exclusions@4.1,5.0
    full_query_logging_options internode_error_reporting_exclusions@4.1,5.0 memtable@4.1,5.0 memtable.configurations@4.1,5.0 repair@5.0 repair.retries@5.0
    repair.retries.merkle_tree_response@5.0 replica_filtering_protection sai_options@5.0 server_encryption_options sstable@5.0 sstable.format@5.0 startup_checks@4.1,5.0
    transparent_data_encryption_options
  `,
  number: `
    commitlog_sync_batch_window_in_ms@4.0,4.1 commitlog_sync_group_window_in_ms@4.0 disk_optimization_estimate_percentile disk_optimization_page_cross_chance
    dynamic_snitch_badness_threshold max_space_usable_for_compactions_in_percentage@5.0 memtable_cleanup_threshold native_transport_queue_max_item_age_threshold@4.1,5.0
    phi_convict_threshold range_tombstone_list_growth_factor repair_disk_headroom_reject_ratio@5.0 severity_during_decommission@5.0
  `,
  rate: `
    compaction_throughput@4.1,5.0 entire_sstable_inter_dc_stream_throughput_outbound@4.1,5.0 entire_sstable_stream_throughput_outbound@4.1,5.0 inter_dc_stream_throughput_outbound@4.1,5.0
    stream_throughput_outbound@4.1,5.0
  `,
  'size B': `
    collection_size_fail_threshold@4.1,5.0 collection_size_warn_threshold@4.1,5.0 column_value_size_fail_threshold@5.0 column_value_size_warn_threshold@5.0
    coordinator_read_size_fail_threshold@4.1,5.0 coordinator_read_size_warn_threshold@4.1,5.0 data_disk_usage_max_disk_size@4.1,5.0 internode_application_receive_queue_capacity@4.1,5.0
    internode_application_receive_queue_reserve_endpoint_capacity@4.1,5.0 internode_application_receive_queue_reserve_global_capacity@4.1,5.0 internode_application_send_queue_capacity@4.1,5.0
    internode_application_send_queue_reserve_endpoint_capacity@4.1,5.0 internode_application_send_queue_reserve_global_capacity@4.1,5.0 internode_max_message_size@4.1,5.0
    internode_socket_receive_buffer_size@4.1,5.0 internode_socket_send_buffer_size@4.1,5.0 local_read_size_fail_threshold@4.1,5.0 local_read_size_warn_threshold@4.1,5.0
    max_hints_size_per_host@4.1,5.0 min_tracked_partition_size@4.1,5.0 native_transport_max_message_size@4.1,5.0 native_transport_max_request_data_in_flight@4.1,5.0
    native_transport_max_request_data_in_flight_per_ip@4.1,5.0 native_transport_receive_queue_capacity@4.1,5.0 partition_size_fail_threshold@5.0 partition_size_warn_threshold@5.0
    row_index_read_size_fail_threshold@4.1,5.0 row_index_read_size_warn_threshold@4.1,5.0 sai_frozen_term_size_fail_threshold@5.0 sai_frozen_term_size_warn_threshold@5.0
    sai_string_term_size_fail_threshold@5.0 sai_string_term_size_warn_threshold@5.0 sai_vector_term_size_fail_threshold@5.0 sai_vector_term_size_warn_threshold@5.0
    streaming_state_size@4.1,5.0
  `,
  'size KiB': `
    batch_size_fail_threshold@4.1,5.0 batch_size_warn_threshold@4.1,5.0 batchlog_replay_throttle@4.1,5.0 column_index_cache_size@4.1,5.0 column_index_size@4.1,5.0
    compressed_read_ahead_buffer_size@5.0 hinted_handoff_throttle@4.1,5.0 max_mutation_size@4.1,5.0 trickle_fsync_interval@4.1,5.0
  `,
  'size MiB': `
    cdc_total_space@4.1,5.0 commitlog_segment_size@4.1,5.0 commitlog_total_space@4.1,5.0 compaction_large_partition_warning_threshold@4.1 counter_cache_size@4.1,5.0
    file_cache_size@4.1,5.0 index_summary_capacity@4.1,5.0 key_cache_size@4.1,5.0 max_hints_file_size@4.1,5.0 max_value_size@4.1,5.0 memtable_heap_space@4.1,5.0
    memtable_offheap_space@4.1,5.0 min_free_space_per_drive@4.1,5.0 native_transport_max_frame_size@4.1,5.0 networking_cache_size@4.1,5.0 paxos_cache_size@4.1,5.0
    prepared_statements_cache_size@4.1,5.0 repair_session_space@4.1,5.0 row_cache_size@4.1,5.0 sai_options.segment_write_buffer_size@5.0 sstable_preemptive_open_interval@4.1,5.0
  `,
  text: `
    allocate_tokens_for_keyspace audit_logging_options.archive_command audit_logging_options.audit_logs_dir audit_logging_options.excluded_categories audit_logging_options.excluded_keyspaces
    audit_logging_options.excluded_users audit_logging_options.included_categories audit_logging_options.included_keyspaces audit_logging_options.included_users
    audit_logging_options.roll_cycle auth_read_consistency_level@4.1,5.0 auth_write_consistency_level@4.1,5.0 authenticator@4.0,4.1 authorizer@4.0,4.1 auto_snapshot_ttl@4.1,5.0
    broadcast_address broadcast_rpc_address cdc_raw_directory client_encryption_options.algorithm client_encryption_options.keystore client_encryption_options.keystore_password
    client_encryption_options.protocol client_encryption_options.store_type client_encryption_options.truststore client_encryption_options.truststore_password
    cluster_name commitlog_directory default_secondary_index@5.0 endpoint_snitch failure_detector@4.1,5.0 full_query_logging_options.archive_command full_query_logging_options.log_dir
    full_query_logging_options.roll_cycle heap_dump_path@5.0 hints_directory initial_token internode_authenticator@4.0,4.1 listen_address listen_interface
    local_system_data_file_directory network_authorizer@4.0,4.1 otc_coalescing_strategy partitioner paxos_contention_max_wait@4.1,5.0 paxos_contention_min_delta@4.1,5.0
    paxos_contention_min_wait@4.1,5.0 paxos_contention_wait_randomizer@4.1,5.0 role_manager@4.0,4.1 row_cache_class_name rpc_address rpc_interface saved_caches_directory
    server_encryption_options.algorithm server_encryption_options.keystore server_encryption_options.keystore_password server_encryption_options.outbound_keystore@5.0
    server_encryption_options.outbound_keystore_password@5.0 server_encryption_options.protocol server_encryption_options.store_type server_encryption_options.truststore
    server_encryption_options.truststore_password sstable.selected_format@5.0 transparent_data_encryption_options.cipher transparent_data_encryption_options.key_alias
  `,
};

/** Old name = the name to use instead. */
export const RENAMED = `
  batch_size_fail_threshold_in_kb=batch_size_fail_threshold@4.1,5.0 batch_size_warn_threshold_in_kb=batch_size_warn_threshold@4.1,5.0 batchlog_replay_throttle_in_kb=batchlog_replay_throttle@4.1,5.0
  cache_load_timeout_seconds=cache_load_timeout@4.1,5.0 cas_contention_timeout_in_ms=cas_contention_timeout@4.1,5.0 cdc_free_space_check_interval_ms=cdc_free_space_check_interval@4.1,5.0
  cdc_total_space_in_mb=cdc_total_space@4.1,5.0 column_index_cache_size_in_kb=column_index_cache_size@4.1,5.0 column_index_size_in_kb=column_index_size@4.1,5.0
  commitlog_segment_size_in_mb=commitlog_segment_size@4.1,5.0 commitlog_sync_group_window_in_ms=commitlog_sync_group_window@4.1,5.0 commitlog_sync_period_in_ms=commitlog_sync_period@4.1,5.0
  commitlog_total_space_in_mb=commitlog_total_space@4.1,5.0 compaction_large_partition_warning_threshold=partition_size_warn_threshold@5.0 compaction_large_partition_warning_threshold_mb=compaction_large_partition_warning_threshold@4.1
  compaction_large_partition_warning_threshold_mb=partition_size_warn_threshold@5.0 compaction_throughput_mb_per_sec=compaction_throughput@4.1,5.0 compaction_tombstone_warning_threshold=partition_tombstones_warn_threshold@5.0
  counter_cache_size_in_mb=counter_cache_size@4.1,5.0 counter_write_request_timeout_in_ms=counter_write_request_timeout@4.1,5.0 credentials_update_interval_in_ms=credentials_update_interval@4.1,5.0
  credentials_validity_in_ms=credentials_validity@4.1,5.0 cross_node_timeout=internode_timeout@4.1,5.0 dynamic_snitch_reset_interval_in_ms=dynamic_snitch_reset_interval@4.1,5.0
  dynamic_snitch_update_interval_in_ms=dynamic_snitch_update_interval@4.1,5.0 enable_drop_compact_storage=drop_compact_storage_enabled@4.1,5.0 enable_materialized_views=materialized_views_enabled@4.1,5.0
  enable_sasi_indexes=sasi_indexes_enabled@4.1,5.0 enable_scripted_user_defined_functions=scripted_user_defined_functions_enabled@4.1,5.0 enable_transient_replication=transient_replication_enabled@4.1,5.0
  enable_user_defined_functions=user_defined_functions_enabled@4.1,5.0 enable_user_defined_functions_threads=user_defined_functions_threads_enabled@4.1,5.0
  file_cache_size_in_mb=file_cache_size@4.1,5.0 gc_log_threshold_in_ms=gc_log_threshold@4.1,5.0 gc_warn_threshold_in_ms=gc_warn_threshold@4.1,5.0 hinted_handoff_throttle_in_kb=hinted_handoff_throttle@4.1,5.0
  hints_flush_period_in_ms=hints_flush_period@4.1,5.0 index_summary_capacity_in_mb=index_summary_capacity@4.1,5.0 index_summary_resize_interval_in_minutes=index_summary_resize_interval@4.1,5.0
  inter_dc_stream_throughput_outbound_megabits_per_sec=inter_dc_stream_throughput_outbound@4.1,5.0 internode_application_receive_queue_capacity_in_bytes=internode_application_receive_queue_capacity@4.1,5.0
  internode_application_receive_queue_reserve_endpoint_capacity_in_bytes=internode_application_receive_queue_reserve_endpoint_capacity@4.1,5.0 internode_application_receive_queue_reserve_global_capacity_in_bytes=internode_application_receive_queue_reserve_global_capacity@4.1,5.0
  internode_application_send_queue_capacity_in_bytes=internode_application_send_queue_capacity@4.1,5.0 internode_application_send_queue_reserve_endpoint_capacity_in_bytes=internode_application_send_queue_reserve_endpoint_capacity@4.1,5.0
  internode_application_send_queue_reserve_global_capacity_in_bytes=internode_application_send_queue_reserve_global_capacity@4.1,5.0 internode_max_message_size_in_bytes=internode_max_message_size@4.1,5.0
  internode_recv_buff_size_in_bytes=internode_socket_receive_buffer_size@4.1,5.0 internode_recv_buff_size_in_bytes=internode_socket_receive_buffer_size_in_bytes@4.0
  internode_send_buff_size_in_bytes=internode_socket_send_buffer_size@4.1,5.0 internode_send_buff_size_in_bytes=internode_socket_send_buffer_size_in_bytes@4.0
  internode_socket_receive_buffer_size_in_bytes=internode_socket_receive_buffer_size@4.1,5.0 internode_socket_send_buffer_size_in_bytes=internode_socket_send_buffer_size@4.1,5.0
  internode_streaming_tcp_user_timeout_in_ms=internode_streaming_tcp_user_timeout@4.1,5.0 internode_tcp_connect_timeout_in_ms=internode_tcp_connect_timeout@4.1,5.0
  internode_tcp_user_timeout_in_ms=internode_tcp_user_timeout@4.1,5.0 key_cache_size_in_mb=key_cache_size@4.1,5.0 keyspace_count_warn_threshold=keyspaces_warn_threshold@5.0
  max_hint_window_in_ms=max_hint_window@4.1,5.0 max_hints_file_size_in_mb=max_hints_file_size@4.1,5.0 max_mutation_size_in_kb=max_mutation_size@4.1,5.0
  max_value_size_in_mb=max_value_size@4.1,5.0 memtable_heap_space_in_mb=memtable_heap_space@4.1,5.0 memtable_offheap_space_in_mb=memtable_offheap_space@4.1,5.0
  min_free_space_per_drive_in_mb=min_free_space_per_drive@4.1,5.0 native_transport_idle_timeout_in_ms=native_transport_idle_timeout@4.1,5.0 native_transport_max_concurrent_requests_in_bytes=native_transport_max_request_data_in_flight@4.1,5.0
  native_transport_max_concurrent_requests_in_bytes_per_ip=native_transport_max_request_data_in_flight_per_ip@4.1,5.0 native_transport_max_frame_size_in_mb=native_transport_max_frame_size@4.1,5.0
  native_transport_receive_queue_capacity_in_bytes=native_transport_receive_queue_capacity@4.1,5.0 networking_cache_size_in_mb=networking_cache_size@4.1,5.0
  periodic_commitlog_sync_lag_block_in_ms=periodic_commitlog_sync_lag_block@4.1,5.0 permissions_update_interval_in_ms=permissions_update_interval@4.1,5.0
  permissions_validity_in_ms=permissions_validity@4.1,5.0 prepared_statements_cache_size_mb=prepared_statements_cache_size@4.1,5.0 range_request_timeout_in_ms=range_request_timeout@4.1,5.0
  read_request_timeout_in_ms=read_request_timeout@4.1,5.0 repair_request_timeout_in_ms=repair_request_timeout@4.1,5.0 repair_session_space_in_mb=repair_session_space@4.1,5.0
  request_timeout_in_ms=request_timeout@4.1,5.0 roles_update_interval_in_ms=roles_update_interval@4.1,5.0 roles_validity_in_ms=roles_validity@4.1,5.0 row_cache_size_in_mb=row_cache_size@4.1,5.0
  server_encryption_options.enable_legacy_ssl_storage_port=server_encryption_options.legacy_ssl_storage_port_enabled@4.1,5.0 slow_query_log_timeout_in_ms=slow_query_log_timeout@4.1,5.0
  sstable_preemptive_open_interval_in_mb=sstable_preemptive_open_interval@4.1,5.0 stream_throughput_outbound_megabits_per_sec=stream_throughput_outbound@4.1,5.0
  streaming_keep_alive_period_in_secs=streaming_keep_alive_period@4.1,5.0 table_count_warn_threshold=tables_warn_threshold@5.0 tracetype_query_ttl=trace_type_query_ttl@4.1,5.0
  tracetype_repair_ttl=trace_type_repair_ttl@4.1,5.0 trickle_fsync_interval_in_kb=trickle_fsync_interval@4.1,5.0 truncate_request_timeout_in_ms=truncate_request_timeout@4.1,5.0
  user_defined_function_fail_timeout=user_defined_functions_fail_timeout@4.1,5.0 user_defined_function_warn_timeout=user_defined_functions_warn_timeout@4.1,5.0
  validation_preview_purge_head_start_in_sec=validation_preview_purge_head_start@4.1,5.0 write_request_timeout_in_ms=write_request_timeout@4.1,5.0
`;

export const DEPRECATED = `
  back_pressure_enabled back_pressure_strategy buffer_pool_use_heap_if_exhausted commitlog_periodic_queue_size@4.0,4.1 concurrent_replicates@4.0,4.1 keyspace_count_warn_threshold@4.1
  max_streaming_retries native_transport_max_negotiable_protocol_version@4.0,4.1 native_transport_port_ssl@5.0 otc_backlog_expiration_interval_ms otc_coalescing_enough_coalesced_messages
  otc_coalescing_strategy otc_coalescing_window_us repair_session_max_tree_depth scripted_user_defined_functions_enabled@5.0 table_count_warn_threshold@4.1
  use_deterministic_table_id@5.0 windows_timer_interval@4.1,5.0
`;
