import { parseCompactionStats } from '../../nodetool/compaction-stats';
import { parseDescribeCluster } from '../../nodetool/describe-cluster';
import { parseGossipInfo } from '../../nodetool/gossip-info';
import { parseInfo } from '../../nodetool/info';
import { parseNetstats } from '../../nodetool/netstats';
import { parseTableStats, TABLESTATS_ARGS } from '../../nodetool/table-stats';
import { parseTpstats, TPSTATS_ARGS } from '../../nodetool/tp-stats';
import { compactionReport } from './compactions';
import { descriptionReport } from './description';
import { gossipReport } from './gossip';
import { infoReport } from './info';
import type { Report } from './report';
import { streamReport } from './streams';
import { tableReport } from './tables';
import { threadPoolReport } from './thread-pools';

export type { Raw, Report, ReportTable, Unit } from './report';

/** What a node can be asked by nodetool, in the order in which it is offered. */
export type ReportCode = 'info' | 'tpstats' | 'compactionstats' | 'netstats' | 'tablestats' | 'gossipinfo' | 'describecluster';

interface Question {
  /** Of nodetool. */
  args: readonly string[];
  /** Lays out what nodetool printed; throws NodetoolError if that is no answer. */
  read(text: string): Report;
}

export const REPORTS: Readonly<Record<ReportCode, Question>> = {
  info:            { args: ['info'], read: (text) => infoReport(parseInfo(text)) },
  tpstats:         { args: TPSTATS_ARGS, read: (text) => threadPoolReport(parseTpstats(text)) },
  compactionstats: { args: ['compactionstats'], read: (text) => compactionReport(parseCompactionStats(text)) },
  netstats:        { args: ['netstats'], read: (text) => streamReport(parseNetstats(text)) },
  tablestats:      { args: TABLESTATS_ARGS, read: (text) => tableReport(parseTableStats(text)) },
  gossipinfo:      { args: ['gossipinfo'], read: (text) => gossipReport(parseGossipInfo(text)) },
  describecluster: { args: ['describecluster'], read: (text) => descriptionReport(parseDescribeCluster(text)) },
};

export const REPORT_CODES: readonly ReportCode[] = ['info', 'tpstats', 'compactionstats', 'netstats', 'tablestats', 'gossipinfo', 'describecluster'];
