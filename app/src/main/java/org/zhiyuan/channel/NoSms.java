package org.zhiyuan.channel;

/** Where no provider is set: nothing can go out. */
final class NoSms implements Sms {
    @Override
    public boolean ready() {
        return false;
    }

    @Override
    public Answer deliver(Letter letter) {
        return new Answer.Failed(0, "no provider is set (zhiyuan.channel.gateway)");
    }
}
