using Grpc.Core;
using Mastery.Participants.V1;
using Microsoft.EntityFrameworkCore;

namespace Mastery.Benchmarks.Peers.Bare;

/// <summary>Departments by Entity Framework Core, as its documents advise for speed: a pool of contexts, no
/// tracking.</summary>
sealed class EntityDepartments(BareContext context) : ParticipantService.ParticipantServiceBase
{
    public override async Task<Department> GetDepartment(GetDepartmentRequest request, ServerCallContext call)
    {
        var name = request.Name.Split('/');
        var (hub, id) = (name[1], Guid.Parse(name[3]));
        var row = await context.Departments.AsNoTracking().SingleOrDefaultAsync(
            department => department.HubId == hub && department.Id == id, call.CancellationToken);
        return (row ?? throw new RpcException(new(StatusCode.NotFound, request.Name))).ToProto();
    }

    public override async Task<ListDepartmentsResponse> ListDepartments(
        ListDepartmentsRequest request, ServerCallContext call)
    {
        var hub = request.Parent.Split('/')[1];
        var rows = await context.Departments.AsNoTracking().Where(department => department.HubId == hub)
            .OrderBy(department => department.HubId).ThenBy(department => department.Id).Take(request.PageSize + 1)
            .ToListAsync(call.CancellationToken);
        return new()
        {
            Departments = { rows.Take(request.PageSize).Select(row => row.ToProto()) },
            NextPageToken = rows.Count > request.PageSize ? rows[request.PageSize - 1].Id.ToString() : "",
        };
    }
}

/// <summary>The database as Entity Framework Core sees it.</summary>
sealed class BareContext(DbContextOptions<BareContext> options) : DbContext(options)
{
    public DbSet<BareDepartment> Departments => Set<BareDepartment>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<BareDepartment>(department =>
        {
            department.ToTable("department").HasKey(row => new { row.HubId, row.Id });
            department.Property(row => row.HubId).HasColumnName("hub_id");
            department.Property(row => row.Id).HasColumnName("id");
            department.Property(row => row.School).HasColumnName("school");
            department.Property(row => row.Subject).HasColumnName("subject");
            department.Property(row => row.HeadId).HasColumnName("head_id");
            department.Property(row => row.State).HasColumnName("state");
            department.Property(row => row.FormerSchools).HasColumnName("former_schools").HasColumnType("jsonb");
            department.Property(row => row.MovedToHub).HasColumnName("moved_to_hub");
            department.Property(row => row.Revision).HasColumnName("revision");
            department.Property(row => row.CreateTime).HasColumnName("create_time");
            department.Property(row => row.UpdateTime).HasColumnName("update_time");
        });
}
