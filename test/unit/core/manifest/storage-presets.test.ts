import { describe, expect, it } from 'vitest';
import { likelyDriver, newStorageClass, presetFor, STORAGE_PRESETS, zoneLabel } from '../../../../pkg/cassandra/core/manifest/storage-presets';

describe('a new storage class', () => {
  it.each(STORAGE_PRESETS)('from the preset $id keeps data, waits for the pod, and is known again', (preset) => {
    const made = newStorageClass('fast', preset);

    expect(made).toMatchObject({ reclaimPolicy: 'Retain', bindingMode: 'WaitForFirstConsumer' });
    expect(presetFor(made)?.id).toBe(preset.id);
  });

  it.each(STORAGE_PRESETS)('from the preset $id: what names something of the site is among its parameters', ({ parameters, ofSite = [] }) => {
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining([...ofSite]));
  });

  it('does not share its parameters with the preset', () => {
    const [preset] = STORAGE_PRESETS;

    newStorageClass('fast', preset!).parameters.type = 'io2';

    expect(preset!.parameters.type).toBe('gp3');
  });

  it('of an own driver has no preset', () => {
    expect(presetFor({ provisioner: 'csi.example.com', parameters: {} })).toBeUndefined();
  });

  it('starts from a driver that is here already', () => {
    expect(likelyDriver(['csi.example.com', 'driver.longhorn.io']).provisioner).toBe('driver.longhorn.io');
    expect(likelyDriver(['csi.example.com'])).toMatchObject({ provisioner: 'csi.example.com', parameters: {} });
  });

  it.each([
    ['pd.csi.storage.gke.io', 'topology.gke.io/zone'],
    ['ebs.csi.aws.com', 'topology.kubernetes.io/zone'],
  ])('of %s is kept to zones by %s', (provisioner, label) => {
    expect(zoneLabel(provisioner)).toBe(label);
  });
});
