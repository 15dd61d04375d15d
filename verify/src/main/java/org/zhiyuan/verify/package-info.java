/**
 * What an outsider needs to check the ledger of a city without trusting the city's program: this jar, a public key, and
 * the files that the city published. Shares no line with the application, so that a fault there is not repeated here.
 */
package org.zhiyuan.verify;
