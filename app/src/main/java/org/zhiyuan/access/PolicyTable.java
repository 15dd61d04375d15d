package org.zhiyuan.access;

import org.springframework.stereotype.Component;

/** The policy in force. It can be exchanged only from inside the room: the guard drill does, one line at a time. */
@Component
class PolicyTable {
    private volatile Policy policy = Policy.built();

    Policy policy() {
        return policy;
    }

    void exchange(Policy other) {
        policy = other;
    }
}
