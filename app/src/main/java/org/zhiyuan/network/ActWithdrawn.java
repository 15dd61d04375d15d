package org.zhiyuan.network;

/** An act was withdrawn before its day. */
public record ActWithdrawn(ActId act, SiteId site) {}
