/**
 * How long nodes may stand still. All times are milliseconds of *watched* silence: time in which somebody looked, the
 * observer's own heart beat, and still no newer heartbeat of the node was to be seen.
 *
 * What they follow from. Every node raises its heartbeat once a second and tells it to one other node a second, so in a
 * ring of three a pause as somebody sees who looks each second is 0 or 1 s, sometimes 2; a simulation of gossip gave for
 * the pauses of 10 minutes (95th and 99th of a hundred, longest): 3 nodes 1.0, 1.0, 1.0 s; 5 nodes 1.0, 2.0, 2.0 s; 10
 * nodes 2.0, 2.0, 4.0 s; 100 nodes 2.0, 3.0, 4.1 s; 300 nodes 2.0, 3.0, 5.1 s: each further second is ten times rarer.
 * nodetool says D when phi passes 8, which is 18.4 times the mean interval between heartbeats: 19 s when tried on a quiet
 * ring of three, up to 37 s where the mean is 2 s, the most that Cassandra counts.
 */
export const THRESHOLDS = {
  /** How often to look. Also what the others are made for: with looks twice as far apart each grows by as much. */
  lookEvery: 1000,
  /** The same while a node is in doubt. */
  lookAgain: 500,
  /**
   * Least for `suspect`. The last heartbeat of a node that freezes is mostly seen within 2 s (a round of gossip, and a
   * look): 6 s. Pauses of 3 s, as garbage collections make them, are passed over.
   */
  suspectLeast: 3800,
  /** Most for `suspect`. Whatever the rhythm was, one that stands still for longer than this has a problem. */
  suspectMost: 9000,
  /**
   * In between, so many times the 95th and the 99th of a hundred pauses together. In the simulation, asking whom the
   * detector chooses: a frozen node of 3 was suspected after 4.3 s (median; 6.2 s at most of 60), of 10 after 6 s, of 30
   * after 8 s, of 100 after 9 s; and one suspect came in ten hours of three nodes that stop for up to 3 s every 20 s.
   */
  suspectFactor: 1.1,
  /** For a node that has never moved before our eyes, of whose rhythm nothing is known. Until then it is `unknown`. */
  suspectUnmoved: 8000,
  /**
   * Least for `down`. There, a frozen node was down after 15 s (median) and 17.5 s at most, whether of 3 or of 100: before
   * nodetool's 19 s, and longer than what a node under load recovers from.
   */
  downLeast: 14_000,
  downMost: 18_000,
  /** Otherwise so many times the threshold of `suspect`. */
  downFactor: 2,
  /** How much longer, if a second observer could not be asked and one has to be believed. */
  downAlone: 3000,
  /** Part of the threshold of `suspect` after which a second observer is wanted. */
  doubtPart: 0.5,
  /** For how long a second observer has to see nothing new before it counts as a witness. */
  witnessed: 2500,
  /** How long a question may stay without an answer before the node that was asked is doubted sooner (`doubtPart`). */
  unanswered: 3800,
  /**
   * Longest time between two looks of an observer that counts as watched. Longer ones are ours: a tab in the background, a
   * laptop that slept, an observer that did not answer.
   */
  gap: 3500,
  /** What such a gap is counted as. */
  gapCounts: 1000,
  /**
   * How far ahead an observer's own heart may be of what was watched, in milliseconds. It gives one second for each beat:
   * time in which the observer itself stood still is nobody's silence.
   */
  beatsKept: 3000,
  /** After so long without a look that tells anything, nothing is known. */
  stale: 10_000,
  /** Nodes that no look has listed for so long are forgotten. */
  forgotten: 30_000,
} as const;
