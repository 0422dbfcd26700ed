using System.Net;
using System.Net.Sockets;
using Mastery.Local;

namespace Mastery.Deploy.Tests.Local;

public sealed class PortsTests
{
    [Fact]
    public void Gives_each_part_its_own_port()
    {
        var ports = new Ports(8080);

        Assert.Equal(8080, ports.Rest);
        Assert.Equal(8081, ports.Grpc);
        Assert.Equal(
            Enumerable.Range(8080, Ports.Count),
            [
                ports.Rest, ports.Grpc, ports.Postgres,
                .. Programs.Services.Select(service => ports.Of(service.Name)), ports.People,
            ]);
    }

    [Fact]
    public void Names_every_port_in_use_and_what_it_is_for()
    {
        var ports = Processes.FreePorts();
        using var first = Listen(IPAddress.Loopback, ports.Rest);
        using var second = Listen(IPAddress.Any, ports.Postgres);

        var refusal = Assert.Throws<SuiteException>(ports.RequireFree);

        Assert.Equal(
            $"In use already: port {ports.Rest} (REST), port {ports.Postgres} (PostgreSQL). "
            + $"Stop what listens there, or choose other ports: --port-base {ports.Base + 1000}.",
            refusal.Message);
    }

    [Fact]
    public void Notices_who_listens_on_the_other_loopback_address()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "There is no IPv6.");
        var ports = Processes.FreePorts();
        using var other = Listen(IPAddress.IPv6Loopback, ports.Rest);

        Assert.Throws<SuiteException>(ports.RequireFree);
    }

    [Fact]
    public async Task Takes_connections_that_an_earlier_run_closed_for_nobody()
    {
        var ports = Processes.FreePorts();
        using (var server = Listen(IPAddress.Loopback, ports.Rest))
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, ports.Rest, TestContext.Current.CancellationToken);
            // Whoever closes first keeps the connection for a minute.
            (await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken)).Close();
            Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        }

        ports.RequireFree();
    }

    static TcpListener Listen(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        listener.Start();
        return listener;
    }
}
