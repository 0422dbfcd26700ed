using k8s.Models;
using Mastery.Local;

namespace Mastery.Deploy.Tests.Kubernetes;

public sealed class PolicyTests(Manifests manifests) : IClassFixture<Manifests>
{
    // Drain:Finish, which the manifests leave at what it is by default.
    const double Finish = 25;

    IEnumerable<V1Deployment> Deployments => manifests.All<V1Deployment>();

    IEnumerable<V1Job> Jobs => manifests.All<V1Job>();

    IEnumerable<V1PodTemplateSpec> Pods =>
        Deployments.Select(deployment => deployment.Spec.Template).Concat(Jobs.Select(job => job.Spec.Template));

    [Fact]
    public void Every_program_has_a_deployment_and_every_database_a_migration()
    {
        Assert.Equal(Manifests.Programs.Order(), Deployments.Select(deployment => deployment.Metadata.Name).Order());
        Assert.Equal(
            Programs.Services.Where(service => service.HasDatabase)
                .Select(service => $"{service.Name}-migrate").Order(),
            Jobs.Select(job => job.Metadata.Name).Order());
    }

    [Theory]
    [InlineData("development-plans")]
    [InlineData("participants")]
    public void What_works_without_a_caller_has_an_identity_that_is_made_after_the_first_clients(string service)
    {
        var identity = Deployments.Single(deployment => deployment.Metadata.Name == service)
            .Spec.Template.Spec.Containers[0].Env
            .Where(variable => variable.Name.StartsWith("ServiceIdentity__", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            ["ServiceIdentity__ClientId", "ServiceIdentity__ClientSecret"], identity.Select(variable => variable.Name));
        Assert.All(identity, variable => Assert.Equal(($"{service}-identity", true),
            (variable.ValueFrom.SecretKeyRef.Name, variable.ValueFrom.SecretKeyRef.Optional)));
    }

    [Fact]
    public void Services_believe_the_gateways_word_of_an_address_and_the_gateway_nobodys() =>
        Assert.All(Deployments, deployment => Assert.Equal(
            deployment.Metadata.Name != "gateway",
            deployment.Spec.Template.Spec.Containers[0].Env.Any(
                variable => variable.Name.StartsWith("ForwardedHeaders__", StringComparison.Ordinal))));

    [Fact]
    public void The_namespace_admits_restricted_pods_only()
    {
        var labels = Assert.Single(manifests.All<V1Namespace>()).Metadata.Labels;

        Assert.Equal("restricted", labels["pod-security.kubernetes.io/enforce"]);
    }

    [Fact]
    public void Every_container_is_restricted() => Assert.All(Pods, pod =>
    {
        var security = pod.Spec.SecurityContext;
        Assert.True(security.RunAsNonRoot);
        Assert.Equal("RuntimeDefault", security.SeccompProfile.Type);
        Assert.True(security.RunAsUser > 0);
        Assert.False(pod.Spec.AutomountServiceAccountToken);
        Assert.True(pod.Spec.HostNetwork is null && pod.Spec.HostPID is null && pod.Spec.InitContainers is null);
        Assert.All(pod.Spec.Volumes, volume => Assert.True(volume.EmptyDir is not null || volume.Secret is not null));
        var container = Assert.Single(pod.Spec.Containers);
        Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
        Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.Null(container.SecurityContext.Privileged);
        Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
        Assert.Null(container.SecurityContext.Capabilities.Add);
        Assert.Contains(container.VolumeMounts, mount => mount.MountPath == "/tmp");
    });

    [Fact]
    public void Every_container_says_what_it_takes() => Assert.All(Pods, pod =>
    {
        var resources = pod.Spec.Containers[0].Resources;
        Assert.Equal(["cpu", "memory"], resources.Requests.Keys.Order());
        Assert.Contains("memory", resources.Limits.Keys);
    });

    [Fact]
    public void Every_deployment_has_probes() => Assert.All(Deployments, deployment =>
    {
        var container = deployment.Spec.Template.Spec.Containers[0];
        if (deployment.Metadata.Name == "gateway")
        {
            Assert.All(Probes(container), probe => Assert.Equal("/health/live", probe.HttpGet.Path));
            Assert.All(Probes(container), probe => Assert.Equal("HTTPS", probe.HttpGet.Scheme));
            Assert.All(Probes(container), probe => Assert.Null(probe.Grpc));
        }
        else
        {
            Assert.Equal(["liveness", null, "liveness"], Probes(container).Select(probe => probe.Grpc.Service));
            Assert.All(Probes(container), probe => Assert.Equal(container.Ports[0].ContainerPort, probe.Grpc.Port));
        }
    });

    [Fact]
    public void A_pod_has_time_to_drain() => Assert.All(Deployments, deployment =>
    {
        var pod = deployment.Spec.Template.Spec;
        var wait = TimeSpan.Parse(
            pod.Containers[0].Env.Single(variable => variable.Name == "Drain__Wait").Value, null).TotalSeconds;

        Assert.True(pod.TerminationGracePeriodSeconds > wait + Finish);
        // Longer than it takes until no new call comes.
        var ready = pod.Containers[0].ReadinessProbe;
        Assert.True(wait > ready.PeriodSeconds * ready.FailureThreshold);
    });

    [Fact]
    public void A_rollout_and_a_drained_node_leave_replicas_serving() => Assert.All(Deployments, deployment =>
    {
        Assert.True(deployment.Spec.Replicas >= 2);
        Assert.Equal("0", deployment.Spec.Strategy.RollingUpdate.MaxUnavailable.Value);
        Assert.Single(
            manifests.All<V1PodDisruptionBudget>(),
            budget => Same(budget.Spec.Selector, deployment.Spec.Selector));
        var spread = Assert.Single(deployment.Spec.Template.Spec.TopologySpreadConstraints);
        Assert.True(Same(spread.LabelSelector, deployment.Spec.Selector));
    });

    [Fact]
    public void A_service_reaches_its_deployment_and_never_a_migration() => Assert.All(Deployments, deployment =>
    {
        var service = Assert.Single(
            manifests.All<V1Service>(), service => service.Metadata.Name == deployment.Metadata.Name);

        Assert.All(service.Spec.Selector, label => Assert.Contains(label, deployment.Spec.Template.Metadata.Labels));
        Assert.All(
            deployment.Spec.Selector.MatchLabels,
            label => Assert.Contains(label, deployment.Spec.Template.Metadata.Labels));
        Assert.All(
            Jobs,
            job => Assert.False(service.Spec.Selector.All(label => job.Spec.Template.Metadata.Labels.Contains(label))));
        Assert.Contains(
            service.Spec.Ports,
            port => deployment.Spec.Template.Spec.Containers[0].Ports.Any(own => own.Name == port.TargetPort.Value));
    });

    [Fact]
    public void Traffic_is_forbidden_where_no_policy_allows_it()
    {
        var policies = manifests.All<V1NetworkPolicy>().ToList();

        var everything = Assert.Single(policies, policy => policy.Spec.PodSelector.MatchLabels is null);
        Assert.Equal(["Egress", "Ingress"], everything.Spec.PolicyTypes.Order());
        Assert.Null(everything.Spec.Ingress);
        Assert.All(
            Deployments,
            deployment => Assert.Single(policies, policy => policy.Metadata.Name == deployment.Metadata.Name));
        // From outside the suite only the gateway can be reached.
        Assert.Equal(
            ["gateway"],
            policies.Where(policy => policy.Spec.Ingress?.Any(rule => rule.FromProperty is null) is true)
                .Select(policy => policy.Metadata.Name));
    }

    static bool Same(V1LabelSelector one, V1LabelSelector other) =>
        one.MatchLabels.OrderBy(label => label.Key).SequenceEqual(other.MatchLabels.OrderBy(label => label.Key));

    static V1Probe[] Probes(V1Container container) =>
        [container.StartupProbe, container.ReadinessProbe, container.LivenessProbe];
}
