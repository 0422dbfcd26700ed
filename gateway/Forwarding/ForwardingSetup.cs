namespace Mastery.Gateway.Forwarding;

static class ForwardingSetup
{
    public static void AddForwarding(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<Upstreams>();
        builder.Services.AddSingleton<CallForwarder>();
    }
}
