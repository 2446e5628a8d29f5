package dev.tickbird.analyzer.app;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/** One small cache and one small set of write buffers for all stores of the process: by default each store takes its own. */
public final class BoundedRocks implements RocksDBConfigSetter {
    private static final long CACHE = 24L << 20;
    private static final long BUFFERS = 16L << 20;
    private static final Cache SHARED_CACHE = new LRUCache(CACHE);
    private static final WriteBufferManager SHARED_BUFFERS = new WriteBufferManager(BUFFERS, SHARED_CACHE);

    @Override
    public void setConfig(String store, Options options, Map<String, Object> config) {
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockCache(SHARED_CACHE);
            table.setCacheIndexAndFilterBlocks(true);
            options.setTableFormatConfig(table);
        }
        options.setWriteBufferManager(SHARED_BUFFERS);
        options.setMaxWriteBufferNumber(2);
        options.setWriteBufferSize(2L << 20);
    }

    @Override
    public void close(String store, Options options) {
        // What is shared lives as long as the process.
    }
}
