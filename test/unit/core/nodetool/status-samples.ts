/** Written by hand after the sources of each version; recorded ones are in `test/unit/recorded`. */
export const ID = {
  a: 'b02089d1-0521-42e1-bbed-900656a58b68',
  b: '75e52e51-edc9-49f8-84f6-f044999ac130',
  c: '8e9c889d-2c42-44a9-b436-4e342a97eca7',
};

const LEGEND = `Status=Up/Down
|/ State=Normal/Leaving/Joining/Moving
`;

/** 5.0, vnodes, with every state; the joiner has no host ID yet. */
export const STATES_5_0 = `Datacenter: dc1
===============
${ LEGEND }--  Address      Load        Tokens  Owns (effective)  Host ID                               Rack  
UN  10.42.0.7    103.71 KiB  16      66.7%             ${ ID.a }  rack1 
DN  10.42.0.8    1.5 GiB     16      33.3%             ${ ID.b }  rack 2
UJ  10.42.0.9    512 bytes   16      ?                                                       rack1 
UL  10.42.0.10   2 TiB       16      100.0%            ${ ID.c }  rack1 
?N  10.42.0.11   ?           16      0.0%                                                    rack1 
UM  10.42.0.12   1 MiB       1       0.0%              c0ffee00-0000-4000-8000-000000000000  rack1 

`;

/** 3.11, two datacenters without a blank line between, an overflowing load, host ID \`null\`, a note. */
export const TWO_DATACENTERS_3_11 = `Datacenter: DC 1
================
${ LEGEND }--  Address    Load       Tokens       Owns   Host ID                               Rack
UN  10.16.2.5  1023.99 KiB  32           ?       ${ ID.a }  Rack1-K8Demo
Datacenter: dc2
===============
${ LEGEND }--  Address    Load       Tokens       Owns   Host ID                               Rack
?N  10.16.3.7  ?          32           ?       null                                  r 1

Note: Non-system keyspaces don't have the same replication settings, effective ownership information is meaningless
`;

/** One token per node. */
export const SINGLE_TOKEN = `Datacenter: dc1
===============
${ LEGEND }--  Address           Load       Owns (effective)  Host ID                               Token                 Rack
UN  10.244.1.12:7000  215.3 KiB  33.3%             ${ ID.a }  -1080085985719557225  1c  
UN  10.244.1.13:7000  99 KiB     66.7%                                                   0                     1c  

`;

/** 2.2 units, German decimals, Windows line ends, JVM warnings before the tables. */
export const NOISY_2_2 = `Picked up JAVA_TOOL_OPTIONS: -Xmx64m
OpenJDK 64-Bit Server VM warning: Option UseConcMarkSweepGC was deprecated in version 9.0
bash: warning: setlocale: LC_ALL: cannot change locale (en_US.UTF-8)
${ STATES_5_0.replaceAll('KiB', 'KB').replaceAll(/(\d)\.(\d+)( [KG]|%)/g, '$1,$2$3') }`.replaceAll('\n', '\r\n');
