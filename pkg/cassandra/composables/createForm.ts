import type { ComputedRef, Ref, WritableComputedRef } from 'vue';
import type { Kept } from '../core/manifest/draft';
import type { Field, FieldError, Step } from '../core/manifest/field-error';
import type { RuleFinding } from '../core/manifest/rules';
import type { ClusterSpec } from '../core/manifest/spec';
import type { TextError } from '../core/manifest/text';
import type { AnyObject } from '../core/object/object';
import type { SurroundingsState } from './useSurroundings';

/** What the steps of the form share. The steps write into `spec`; nothing is sent from here. */
export interface CreateForm {
  /** Reactive, one object for as long as the form lives. What is typed as a number and is none is NaN. */
  spec: ClusterSpec;
  topology: TopologyForm;
  /** The namespace is to be made together with the cluster. */
  namespaceIsNew: Ref<boolean>;
  surroundings: SurroundingsState;
  /** The step that is open; set it to open another. */
  step: Ref<Step>;

  /** All that is wrong, shown or not. */
  errors: ComputedRef<FieldError[]>;
  /** What is to be shown at a field: no complaint about what somebody may still be about to type. */
  shown(field: Field): FieldError[];
  /** What is shown on a step. */
  stepErrors(step: Step): FieldError[];
  touch(field: Field): void;
  touchAll(): void;

  /** Fields that may not be changed, with the key of the translated reason. A field locks those below it. */
  locked: ReadonlyMap<Field, string>;
  /** The form is being sent, so nothing may be changed now. */
  busy: Readonly<Ref<boolean>>;
  /** Locked, or busy. */
  isDisabled(field: Field): boolean;
  /** Key of the sentence why a field is locked; undefined if it is not. */
  lockedBy(field: Field): string | undefined;

  /** The user may create it, and nothing is wrong. */
  acceptable: ComputedRef<boolean>;
  /** Exactly what Create sends; undefined while something is wrong with it. Also there when the user may not create it. */
  objects: ComputedRef<AnyObject[] | undefined>;
  /** `objects` as text. */
  yaml: ComputedRef<string | undefined>;
  /**
   * Takes over a text of objects: what the form can express goes into `spec`, the rest is `kept`. A text that
   * cannot be read changes neither, and keeps the form from being sent (an error of the field `yaml`) until another
   * text is taken over or it is dropped.
   */
  applyText(text: string): void;
  /** Why the last text could not be read. */
  textError: Readonly<Ref<TextError | undefined>>;
  dropText(): void;
  /** What in `objects` is not what Cassandra needs: the form makes nothing of the kind, but a text may say anything. */
  broken: ComputedRef<RuleFinding[]>;
  /** What only the text says, since the form has no fields for it. */
  kept: ComputedRef<Kept[]>;
  dropKept(key: string): void;
}

/** One rack, one rack for each zone of Kubernetes, or racks as somebody lists them. */
export type RackMode = 'one' | 'zones' | 'list';

/** How nodes are laid over racks. Writes into `spec.racks`. */
export interface TopologyForm {
  mode: WritableComputedRef<RackMode>;
  /** All nodes; setting it spreads them over the racks as evenly as can be. */
  nodes: WritableComputedRef<number>;
  /** Somebody gave the racks numbers of nodes of their own: `nodes` is then their sum, and is not set. */
  isUneven: Ref<boolean>;
  /** Zones of the Kubernetes nodes; undefined if those could not be read. */
  zones: ComputedRef<string[] | undefined>;
  /** The racks have come from somewhere else. */
  takeUp(): void;
  addRack(): void;
  removeRack(index: number): void;
  setNodes(index: number, nodes: number): void;
  /** Gives each rack as many nodes as the others, give or take one. */
  spreadEvenly(): void;
}
