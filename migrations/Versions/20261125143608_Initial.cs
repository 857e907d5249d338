using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace FoldCP.Migrations.Versions
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "fold");

            migrationBuilder.CreateTable(
                name: "AspNetRoles",
                schema: "fold",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    NormalizedName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetRoles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUsers",
                schema: "fold",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    UserName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    Email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    PasswordHash = table.Column<string>(type: "text", nullable: true),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true),
                    PhoneNumber = table.Column<string>(type: "text", nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUsers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Campaigns",
                schema: "fold",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Campaigns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Sequences",
                schema: "fold",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Residues = table.Column<string>(type: "text", nullable: false),
                    Sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sequences", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AspNetRoleClaims",
                schema: "fold",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    RoleId = table.Column<Guid>(type: "uuid", nullable: false),
                    ClaimType = table.Column<string>(type: "text", nullable: true),
                    ClaimValue = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetRoleClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetRoleClaims_AspNetRoles_RoleId",
                        column: x => x.RoleId,
                        principalSchema: "fold",
                        principalTable: "AspNetRoles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserClaims",
                schema: "fold",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    ClaimType = table.Column<string>(type: "text", nullable: true),
                    ClaimValue = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetUserClaims_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalSchema: "fold",
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserLogins",
                schema: "fold",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "text", nullable: false),
                    ProviderKey = table.Column<string>(type: "text", nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "text", nullable: true),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_AspNetUserLogins_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalSchema: "fold",
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserRoles",
                schema: "fold",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    RoleId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserRoles", x => new { x.UserId, x.RoleId });
                    table.ForeignKey(
                        name: "FK_AspNetUserRoles_AspNetRoles_RoleId",
                        column: x => x.RoleId,
                        principalSchema: "fold",
                        principalTable: "AspNetRoles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_AspNetUserRoles_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalSchema: "fold",
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserTokens",
                schema: "fold",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    LoginProvider = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_AspNetUserTokens_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalSchema: "fold",
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Complexes",
                schema: "fold",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CampaignId = table.Column<Guid>(type: "uuid", nullable: false),
                    ExternalId = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Organism = table.Column<string>(type: "text", nullable: true),
                    Line = table.Column<int>(type: "integer", nullable: false),
                    Readiness = table.Column<string>(type: "text", nullable: false),
                    Obstacle = table.Column<string>(type: "text", nullable: true),
                    Warnings = table.Column<string[]>(type: "text[]", nullable: false),
                    SubunitCount = table.Column<int>(type: "integer", nullable: false),
                    ChainCount = table.Column<int>(type: "integer", nullable: false),
                    Tokens = table.Column<int>(type: "integer", nullable: false),
                    MissingSequences = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Complexes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Complexes_Campaigns_CampaignId",
                        column: x => x.CampaignId,
                        principalSchema: "fold",
                        principalTable: "Campaigns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ImportedFiles",
                schema: "fold",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CampaignId = table.Column<Guid>(type: "uuid", nullable: false),
                    FileName = table.Column<string>(type: "text", nullable: false),
                    Sha256 = table.Column<string>(type: "text", nullable: false),
                    Format = table.Column<string>(type: "text", nullable: false),
                    ImportedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RowsRead = table.Column<int>(type: "integer", nullable: false),
                    RowsImported = table.Column<int>(type: "integer", nullable: false),
                    RowsNotNeeded = table.Column<int>(type: "integer", nullable: false),
                    RowsRejected = table.Column<int>(type: "integer", nullable: false),
                    RowsWithWarnings = table.Column<int>(type: "integer", nullable: false),
                    Notes = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportedFiles", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ImportedFiles_Campaigns_CampaignId",
                        column: x => x.CampaignId,
                        principalSchema: "fold",
                        principalTable: "Campaigns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Uploads",
                schema: "fold",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    FileName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CampaignId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Uploads", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Uploads_Campaigns_CampaignId",
                        column: x => x.CampaignId,
                        principalSchema: "fold",
                        principalTable: "Campaigns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "SequenceNames",
                schema: "fold",
                columns: table => new
                {
                    OwnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    Accession = table.Column<string>(type: "text", nullable: false),
                    SequenceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Source = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SequenceNames", x => new { x.OwnerId, x.Accession });
                    table.ForeignKey(
                        name: "FK_SequenceNames_Sequences_SequenceId",
                        column: x => x.SequenceId,
                        principalSchema: "fold",
                        principalTable: "Sequences",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Folds",
                schema: "fold",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ComplexId = table.Column<Guid>(type: "uuid", nullable: false),
                    CampaignId = table.Column<Guid>(type: "uuid", nullable: false),
                    Attempt = table.Column<int>(type: "integer", nullable: false),
                    IsLatest = table.Column<bool>(type: "boolean", nullable: false),
                    Tokens = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "text", nullable: false),
                    StateSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    Trouble = table.Column<string>(type: "text", nullable: true),
                    Weights = table.Column<string>(type: "text", nullable: false),
                    Seed = table.Column<long>(type: "bigint", nullable: false),
                    Samples = table.Column<int>(type: "integer", nullable: false),
                    RecyclingSteps = table.Column<int>(type: "integer", nullable: false),
                    SamplingSteps = table.Column<int>(type: "integer", nullable: false),
                    RequestedById = table.Column<Guid>(type: "uuid", nullable: false),
                    QueuedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    CancelAskedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Backend = table.Column<string>(type: "text", nullable: false),
                    BackendId = table.Column<string>(type: "text", nullable: true),
                    Stage = table.Column<string>(type: "text", nullable: true),
                    Step = table.Column<int>(type: "integer", nullable: false),
                    Of = table.Column<int>(type: "integer", nullable: false),
                    Message = table.Column<string>(type: "text", nullable: true),
                    SilentSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LeaseUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Mishaps = table.Column<int>(type: "integer", nullable: false),
                    Trained = table.Column<bool>(type: "boolean", nullable: true),
                    WeightsSha256 = table.Column<string>(type: "text", nullable: true),
                    Seconds = table.Column<double>(type: "double precision", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Folds", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Folds_Campaigns_CampaignId",
                        column: x => x.CampaignId,
                        principalSchema: "fold",
                        principalTable: "Campaigns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Folds_Complexes_ComplexId",
                        column: x => x.ComplexId,
                        principalSchema: "fold",
                        principalTable: "Complexes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Subunits",
                schema: "fold",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ComplexId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Accession = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: true),
                    Kind = table.Column<string>(type: "text", nullable: false),
                    Copies = table.Column<int>(type: "integer", nullable: false),
                    CopiesSource = table.Column<string>(type: "text", nullable: false),
                    SequenceId = table.Column<Guid>(type: "uuid", nullable: true),
                    Length = table.Column<int>(type: "integer", nullable: false),
                    SequenceSource = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Subunits", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Subunits_Complexes_ComplexId",
                        column: x => x.ComplexId,
                        principalSchema: "fold",
                        principalTable: "Complexes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Subunits_Sequences_SequenceId",
                        column: x => x.SequenceId,
                        principalSchema: "fold",
                        principalTable: "Sequences",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "Artefacts",
                schema: "fold",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FoldId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: false),
                    Sample = table.Column<int>(type: "integer", nullable: false),
                    FileName = table.Column<string>(type: "text", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Artefacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Artefacts_Folds_FoldId",
                        column: x => x.FoldId,
                        principalSchema: "fold",
                        principalTable: "Folds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Scores",
                schema: "fold",
                columns: table => new
                {
                    FoldId = table.Column<Guid>(type: "uuid", nullable: false),
                    Sample = table.Column<int>(type: "integer", nullable: false),
                    Rank = table.Column<int>(type: "integer", nullable: false),
                    ConfidenceScore = table.Column<double>(type: "double precision", nullable: false),
                    Ptm = table.Column<double>(type: "double precision", nullable: false),
                    Iptm = table.Column<double>(type: "double precision", nullable: false),
                    ComplexPlddt = table.Column<double>(type: "double precision", nullable: false),
                    ComplexIplddt = table.Column<double>(type: "double precision", nullable: false),
                    ComplexPde = table.Column<double>(type: "double precision", nullable: false),
                    ComplexIpde = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Scores", x => new { x.FoldId, x.Sample });
                    table.ForeignKey(
                        name: "FK_Scores_Folds_FoldId",
                        column: x => x.FoldId,
                        principalSchema: "fold",
                        principalTable: "Folds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Transitions",
                schema: "fold",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FoldId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Transitions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Transitions_Folds_FoldId",
                        column: x => x.FoldId,
                        principalSchema: "fold",
                        principalTable: "Folds",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Artefacts_FoldId_FileName",
                schema: "fold",
                table: "Artefacts",
                columns: new[] { "FoldId", "FileName" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Artefacts_Sha256",
                schema: "fold",
                table: "Artefacts",
                column: "Sha256");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetRoleClaims_RoleId",
                schema: "fold",
                table: "AspNetRoleClaims",
                column: "RoleId");

            migrationBuilder.CreateIndex(
                name: "RoleNameIndex",
                schema: "fold",
                table: "AspNetRoles",
                column: "NormalizedName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserClaims_UserId",
                schema: "fold",
                table: "AspNetUserClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserLogins_UserId",
                schema: "fold",
                table: "AspNetUserLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserRoles_RoleId",
                schema: "fold",
                table: "AspNetUserRoles",
                column: "RoleId");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                schema: "fold",
                table: "AspNetUsers",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                schema: "fold",
                table: "AspNetUsers",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Campaigns_CreatedAt",
                schema: "fold",
                table: "Campaigns",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Complexes_CampaignId_ExternalId",
                schema: "fold",
                table: "Complexes",
                columns: new[] { "CampaignId", "ExternalId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Complexes_CampaignId_Tokens",
                schema: "fold",
                table: "Complexes",
                columns: new[] { "CampaignId", "Tokens" });

            migrationBuilder.CreateIndex(
                name: "IX_Folds_CampaignId_State",
                schema: "fold",
                table: "Folds",
                columns: new[] { "CampaignId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Folds_ComplexId_Attempt",
                schema: "fold",
                table: "Folds",
                columns: new[] { "ComplexId", "Attempt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Folds_Latest",
                schema: "fold",
                table: "Folds",
                column: "ComplexId",
                unique: true,
                filter: "\"IsLatest\"");

            migrationBuilder.CreateIndex(
                name: "IX_Folds_Open",
                schema: "fold",
                table: "Folds",
                columns: new[] { "State", "QueuedAt" },
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Folds_Results",
                schema: "fold",
                table: "Folds",
                column: "EndedAt",
                filter: "\"IsLatest\" AND \"State\" = 'Done'");

            migrationBuilder.CreateIndex(
                name: "IX_ImportedFiles_CampaignId",
                schema: "fold",
                table: "ImportedFiles",
                column: "CampaignId");

            migrationBuilder.CreateIndex(
                name: "IX_Scores_FoldId_Rank",
                schema: "fold",
                table: "Scores",
                columns: new[] { "FoldId", "Rank" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SequenceNames_SequenceId",
                schema: "fold",
                table: "SequenceNames",
                column: "SequenceId");

            migrationBuilder.CreateIndex(
                name: "IX_Sequences_Sha256",
                schema: "fold",
                table: "Sequences",
                column: "Sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Subunits_Accession",
                schema: "fold",
                table: "Subunits",
                column: "Accession");

            migrationBuilder.CreateIndex(
                name: "IX_Subunits_ComplexId_Position",
                schema: "fold",
                table: "Subunits",
                columns: new[] { "ComplexId", "Position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Subunits_SequenceId",
                schema: "fold",
                table: "Subunits",
                column: "SequenceId");

            migrationBuilder.CreateIndex(
                name: "IX_Transitions_FoldId",
                schema: "fold",
                table: "Transitions",
                column: "FoldId");

            migrationBuilder.CreateIndex(
                name: "IX_Uploads_CampaignId",
                schema: "fold",
                table: "Uploads",
                column: "CampaignId");

            migrationBuilder.CreateIndex(
                name: "IX_Uploads_ExpiresAt",
                schema: "fold",
                table: "Uploads",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Uploads_Sha256",
                schema: "fold",
                table: "Uploads",
                column: "Sha256");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Artefacts",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "AspNetRoleClaims",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "AspNetUserClaims",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "AspNetUserLogins",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "AspNetUserRoles",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "AspNetUserTokens",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "ImportedFiles",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "Scores",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "SequenceNames",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "Subunits",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "Transitions",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "Uploads",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "AspNetRoles",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "AspNetUsers",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "Sequences",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "Folds",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "Complexes",
                schema: "fold");

            migrationBuilder.DropTable(
                name: "Campaigns",
                schema: "fold");
        }
    }
}
